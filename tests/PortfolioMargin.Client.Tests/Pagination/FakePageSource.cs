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
    private readonly FakeRows _rows = new();
    private readonly List<FakeRow> _listed = [];
    private FakeRow? _expired;
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

    public int Arrivals { get; init; }

    public int Expiries { get; init; }

    public int Updates { get; init; }

    /// <summary>Whether an expired row may be listed again.</summary>
    public bool Relists { get; init; }

    public bool FiltersByCreation { get; init; }

    public bool StartIsExclusive { get; init; }

    public bool EndIsExclusive { get; init; }

    /// <summary>Whether the list is answered whatever window is requested.</summary>
    public bool IgnoresWindow { get; init; }

    /// <summary>What a response says of the number of rows.</summary>
    public Func<ulong, int, ulong?> TotalSaid { get; init; } = static (total, _) => total;

    /// <summary>Totals are counted anew with every so many responses only.</summary>
    public int TotalEvery { get; init; } = 1;

    /// <summary>How far the bounds of the clock lie from it, in milliseconds.</summary>
    public long ClockUncertainty { get; init; } = 500;

    public Func<ListRequest, Exception?> Fault { get; init; } = static _ => null;

    public int Responses { get; private set; }

    public int InFlight => _waiting.Count(waiting => !waiting.Answer.Task.IsCompleted);

    public int MostInFlight { get; private set; }

    public List<ListRequest> Requests { get; } = [];

    public long Elapsed => _elapsed;

    /// <summary>How far our clock is behind until the first response corrects it, in milliseconds.</summary>
    public long ClockLag { get; init; }

    public long Local => Now;

    public long Earliest => Now - ClockUncertainty - (Responses == 0 ? ClockLag : 0);

    public long Latest => Now + ClockUncertainty - (Responses == 0 ? ClockLag : 0);

    /// <summary>The identities of rows that every response so far could list.</summary>
    public IEnumerable<RowKey> AlwaysListed => AlwaysListedBefore(long.MaxValue);

    public IEnumerable<RowKey> Listed => _rows.Where(static _ => true).Select(row => row.Key);

    /// <summary>The same, of those rows whose times lie before another.</summary>
    public IEnumerable<RowKey> AlwaysListedBefore(long end) =>
        _rows.Where(row => row.ListedSince == 0 && row.Created < end && row.Updated < end).Select(row => row.Key);

    /// <summary>The same, of those rows that changed at another time or later.</summary>
    public IEnumerable<RowKey> AlwaysListedSince(long start) =>
        _rows.Where(row => row.ListedSince == 0 && row.Updated >= start).Select(row => row.Key);

    /// <summary>When the rows that are listed now changed, oldest first.</summary>
    public IEnumerable<long> Times => _rows.Where(static _ => true).Select(row => row.Updated);

    public Task<Page<ForceOrder>> ReadAsync(ListRequest request, CancellationToken cancellationToken)
    {
        var answer = new TaskCompletionSource<Page<ForceOrder>>();
        cancellationToken.Register(() => answer.TrySetCanceled(cancellationToken));
        _waiting.Add((request, answer));
        MostInFlight = Math.Max(MostInFlight, _waiting.Count);
        return answer.Task;
    }

    /// <summary>Adds a row; it is listed from now on.</summary>
    public void Add(long time) => Add(time, _nextId, Symbols[_nextId % Symbols.Length]);

    /// <summary>Adds a row of a given identity; it is listed from now on.</summary>
    public void Add(long time, long id, string symbol)
    {
        _nextId = Math.Max(_nextId, id + 1);
        _rows.Insert(new FakeRow { Id = id, Symbol = symbol, Created = time, Updated = time, ListedSince = Responses });
    }

    /// <summary>Adds rows at equal distances, the first a distance after the start.</summary>
    public FakePageSource AddEvenly(int rows, long start, long end)
    {
        for (int i = 1; i <= rows; i++)
        {
            Add(start + ((end - start) * i / rows));
        }

        return this;
    }

    /// <summary>Adds rows in bursts, which lie anywhere in the time before now and have ended.</summary>
    public FakePageSource AddBursts(int rows, int bursts, long span, long length)
    {
        long[] begins = [.. Enumerable.Range(0, bursts).Select(_ => Now - length - _chance.NextInt64(span - length + 1))];
        for (int i = 0; i < rows; i++)
        {
            Add(begins[i % bursts] + _chance.NextInt64(length));
        }

        return this;
    }

    /// <summary>Moves a row to another time, as an update does; numbered by age.</summary>
    public void Update(int index, long time) => _rows.Update(index, time);

    /// <summary>Takes the oldest row off the list.</summary>
    public void Expire() => _rows.Expire();

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
        long start = IgnoresWindow ? long.MinValue : request.Window.Start ?? long.MinValue;
        long end = IgnoresWindow ? long.MaxValue : request.Window.End ?? Now;
        long length = IgnoresWindow || request.Window.Start is null ? 0 : end - start;
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

        _listed.Clear();
        foreach (FakeRow row in _rows)
        {
            long time = FiltersByCreation ? row.Created : row.Updated;
            if ((StartIsExclusive ? time > start : time >= start) && (EndIsExclusive && request.Window.End is not null ? time < end : time <= end))
            {
                _listed.Add(row);
            }
        }

        int size = Math.Min(request.Size, PageLimits[_chance.Next(PageLimits.Length)]);
        int skip = (int)Math.Min(_listed.Count, ((request.Page ?? 1) - 1) * size);
        var rows = new ForceOrder[Math.Min(size, _listed.Count - skip)];
        if (Order == RowOrder.Shuffled)
        {
            _chance.Shuffle(System.Runtime.InteropServices.CollectionsMarshal.AsSpan(_listed));
        }

        for (int i = 0; i < rows.Length; i++)
        {
            rows[i] = _listed[Order == RowOrder.NewestFirst ? _listed.Count - 1 - skip - i : skip + i].ToOrder();
        }

        if (_cachedTotal is null || Responses % TotalEvery == 0)
        {
            _cachedTotal = (ulong)_listed.Count;
        }

        return new Page<ForceOrder>(rows, HasPages ? TotalSaid(_cachedTotal.Value, Responses) : null);
    }

    private void Change()
    {
        for (int i = _chance.Next(Arrivals + 1); i > 0; i--)
        {
            Add(Now);
        }

        for (int i = _chance.Next(Expiries + 1); i > 0 && _rows.Count > 0; i--)
        {
            _expired = _rows.Expire();
        }

        if (Relists && _expired is { } again && _chance.Next(4) == 0)
        {
            _expired = null;
            again.ListedSince = Responses;
            _rows.Insert(again);
        }

        for (int i = _chance.Next(Updates + 1); i > 0 && _rows.Count > 0; i--)
        {
            Update(_chance.Next(_rows.Count), Now);
        }
    }
}
