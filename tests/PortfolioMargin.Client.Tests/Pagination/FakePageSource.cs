using PortfolioMargin.Client.Endpoints;
using PortfolioMargin.Client.Json;

namespace PortfolioMargin.Client.Tests.Pagination;

/// <summary>How an exchange answers a window that is longer than it likes.</summary>
internal enum Clipping
{
    None,
    Refuse,
    Nothing,
    Newest,
    Oldest,
}

/// <summary>How an exchange sorts a response.</summary>
internal enum RowOrder
{
    OldestFirst,
    NewestFirst,
    Shuffled,
}

/// <summary>
/// A list that changes between any two responses, and an exchange that answers as configured. Requests wait until <see cref="AnswerOne"/>
/// answers one of them, drawn by chance: responses come in any order.
/// </summary>
internal sealed class FakePageSource : IPageSource<ForceOrder>, IExchangeClock
{
    public const long Hour = 3_600_000;
    public const long Day = 24 * Hour;
    private static readonly string[] Symbols = ["BTCUSDT", "ETHUSDT", "币安人生USDT"];

    private readonly Random _chance;
    private readonly List<(ListRequest Request, TaskCompletionSource<Page<ForceOrder>> Answer)> _waiting = [];
    private readonly List<Row> _rows = [];
    private long _nextId = 1;
    private long _elapsed;
    private ulong? _cachedTotal;

    public FakePageSource(int seed, int rows, long spanMs)
    {
        _chance = new Random(seed);
        for (int i = 0; i < rows; i++)
        {
            Add(Now - _chance.NextInt64(spanMs + 1));
        }
    }

    /// <summary>The exchange's clock at the beginning.</summary>
    public static long Epoch { get; } = DateTimeOffset.Parse("2026-06-01T00:00:00Z", System.Globalization.CultureInfo.InvariantCulture).ToUnixTimeMilliseconds();

    public long Now => Epoch + _elapsed;

    public bool HasPages { get; init; } = true;

    public RowOrder Order { get; init; }

    public int[] PageLimits { get; init; } = [100];

    public Clipping Clipping { get; set; }

    public long LongestWindow { get; set; } = long.MaxValue;

    /// <summary>Reads, after this many responses, another longest window.</summary>
    public (int After, long Longest)? LimitChange { get; init; }

    public long Reach { get; init; } = long.MaxValue;

    public int Arrivals { get; init; }

    public int Expiries { get; init; }

    public int Updates { get; init; }

    public bool FiltersByCreation { get; init; }

    public bool StartIsExclusive { get; init; }

    public bool EndIsExclusive { get; init; }

    /// <summary>What a response says of the number of rows.</summary>
    public Func<ulong, int, ulong?> TotalSaid { get; init; } = static (total, _) => total;

    /// <summary>Totals are counted anew with every so many responses only.</summary>
    public int TotalEvery { get; init; } = 1;

    /// <summary>How far the bounds of the clock lie from it, in milliseconds.</summary>
    public long ClockUncertainty { get; init; } = 500;

    public Func<ListRequest, Exception?> Fault { get; init; } = static _ => null;

    public int Responses { get; private set; }

    public int InFlight => _waiting.Count;

    public int MostInFlight { get; private set; }

    public List<ListRequest> Requests { get; } = [];

    public long Elapsed => _elapsed;

    public long Earliest => Now - ClockUncertainty;

    public long Latest => Now + ClockUncertainty;

    /// <summary>The identities of rows that every response so far could list.</summary>
    public IEnumerable<RowKey> AlwaysListed => _rows.Where(row => row.ListedSince == 0).Select(row => row.Key);

    public IEnumerable<RowKey> Listed => _rows.Select(row => row.Key);

    public Task<Page<ForceOrder>> ReadAsync(ListRequest request, CancellationToken cancellationToken)
    {
        var answer = new TaskCompletionSource<Page<ForceOrder>>();
        cancellationToken.Register(() => answer.TrySetCanceled(cancellationToken));
        _waiting.Add((request, answer));
        MostInFlight = Math.Max(MostInFlight, _waiting.Count);
        return answer.Task;
    }

    /// <summary>Adds a row; it is listed from now on.</summary>
    public void Add(long time)
    {
        long id = _nextId++;
        _rows.Add(new Row { Id = id, Symbol = Symbols[id % Symbols.Length], Created = time, Updated = time, ListedSince = Responses });
    }

    /// <summary>Answers one of the waiting requests.</summary>
    public void AnswerOne()
    {
        _waiting.RemoveAll(w => w.Answer.Task.IsCompleted);
        if (_waiting.Count == 0)
        {
            throw new InvalidOperationException("Nothing waits for an answer.");
        }

        int i = _chance.Next(_waiting.Count);
        (ListRequest request, TaskCompletionSource<Page<ForceOrder>> answer) = _waiting[i];
        _waiting.RemoveAt(i);
        Requests.Add(request);
        _elapsed += _chance.Next(1, 400);
        if (Responses > 0)
        {
            Change();
        }

        Responses++;
        if (LimitChange is { } change && Responses > change.After)
        {
            LongestWindow = Math.Min(LongestWindow, change.Longest);
        }

        if (Fault(request) is { } fault)
        {
            answer.SetException(fault);
            return;
        }

        try
        {
            answer.SetResult(Answer(request));
        }
        catch (RequestException refusal)
        {
            answer.SetException(refusal);
        }
    }

    private Page<ForceOrder> Answer(ListRequest request)
    {
        long start = request.Window.Start ?? long.MinValue;
        long end = request.Window.End ?? Now;
        long length = request.Window.Start is null ? 0 : end - start;
        if (length > LongestWindow)
        {
            switch (Clipping)
            {
                case Clipping.Refuse:
                    throw new RequestRefusedException("too long") { ShorterWindowMayHelp = true };
                case Clipping.Nothing:
                    return new Page<ForceOrder>([], HasPages ? 0 : null);
                case Clipping.Newest:
                    start = end - LongestWindow;
                    break;
                case Clipping.Oldest:
                    end = start + LongestWindow;
                    break;
            }
        }

        if (request.Window.Start is null)
        {
            start = end == long.MaxValue ? long.MinValue : Math.Max(start, Reach == long.MaxValue ? long.MinValue : end - Reach);
        }

        List<Row> listed = [.. _rows.Where(row =>
        {
            long time = FiltersByCreation ? row.Created : row.Updated;
            return (StartIsExclusive ? time > start : time >= start) && (EndIsExclusive && request.Window.End is not null ? time < end : time <= end);
        })];
        if (Order == RowOrder.Shuffled)
        {
            _chance.Shuffle(System.Runtime.InteropServices.CollectionsMarshal.AsSpan(listed));
        }
        else
        {
            listed.Sort((a, b) => Order == RowOrder.OldestFirst ? a.Compare(b) : b.Compare(a));
        }

        int size = Math.Min(request.Size, PageLimits[_chance.Next(PageLimits.Length)]);
        IEnumerable<ForceOrder> rows = listed.Skip((int)Math.Min(int.MaxValue, ((request.Page ?? 1) - 1) * size)).Take(size).Select(row => row.ToOrder());
        if (_cachedTotal is null || Responses % TotalEvery == 0 || TotalEvery == 1)
        {
            _cachedTotal = (ulong)listed.Count;
        }

        return new Page<ForceOrder>([.. rows], HasPages ? TotalSaid(TotalEvery == 1 ? (ulong)listed.Count : _cachedTotal.Value, Responses) : null);
    }

    private void Change()
    {
        for (int i = _chance.Next(Arrivals + 1); i > 0; i--)
        {
            Add(Now);
        }

        for (int i = _chance.Next(Expiries + 1); i > 0 && _rows.Count > 0; i--)
        {
            _rows.Remove(_rows.MinBy(row => (row.Updated, row.Id))!);
        }

        for (int i = _chance.Next(Updates + 1); i > 0 && _rows.Count > 0; i--)
        {
            _rows[_chance.Next(_rows.Count)].Updated = Now;
        }
    }

    private sealed class Row
    {
        public required long Id { get; init; }

        public required string Symbol { get; init; }

        public required long Created { get; init; }

        public long Updated { get; set; }

        public required int ListedSince { get; init; }

        public RowKey Key => new(Symbol, Id);

        public int Compare(Row other) => (Updated, Id).CompareTo((other.Updated, other.Id));

        public MarginForceOrder ToOrder() => new MarginForceOrder { OrderId = Id, Symbol = Symbol, UpdatedTime = DateTimeOffset.FromUnixTimeMilliseconds(Updated) };
    }
}
