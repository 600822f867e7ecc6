using Microsoft.Extensions.Time.Testing;
using PortfolioMargin.Client.Paging;

namespace PortfolioMargin.Client.Tests.Paging;

/// <summary>How the simulated exchange sorts its list.</summary>
public enum ListOrder
{
    OldestFirst,
    NewestFirst,
    BySymbol,
    Scrambled,
}

/// <summary>What happens to the list just before a request is answered.</summary>
/// <param name="Arrivals">Orders that arrive, newer than all others.</param>
/// <param name="Expiries">Oldest orders that drop out of the list.</param>
/// <param name="Inserted">Orders that appear somewhere in the middle of time.</param>
/// <param name="Removed">Orders that vanish from anywhere.</param>
public sealed record ListChange(int Arrivals = 0, int Expiries = 0, int Inserted = 0, int Removed = 0);

/// <summary>
/// The exchange's list as a walk sees it, without a network, threads or time: requests wait until the test answers one of them.
/// </summary>
internal sealed class FakePageSource : IPageSource
{
    private static readonly string[] Symbols = ["BTCUSDT", "ETHUSDT", "BNBBTC"];

    private readonly List<(PageRequest Request, TaskCompletionSource<ForceOrderPage> Answer)> _waiting = [];
    private readonly List<MarginForceOrder> _orders = [];
    private readonly Random _chance;
    private long _nextId = 1;
    private long _newest = 1_000_000;

    public FakePageSource(int orders, ListOrder order, int seed)
    {
        Order = order;
        _chance = new Random(seed);
        for (int i = 0; i < orders; i++)
        {
            Arrive();
        }
    }

    public ListOrder Order { get; }

    /// <summary>The page the exchange makes when a larger one is asked for.</summary>
    public int PageCap { get; init; } = 100;

    /// <summary>The longest window accepted, in milliseconds.</summary>
    public long? IntervalLimit { get; init; }

    /// <summary>Bends the total that goes with an answer: (request number, true total) → total.</summary>
    public Func<int, ulong, ulong?> TotalSaid { get; init; } = (_, total) => total;

    /// <summary>Bends the rows that go with an answer.</summary>
    public Func<int, PageRequest, IReadOnlyList<MarginForceOrder>, IReadOnlyList<MarginForceOrder>> RowsSaid { get; init; } = (_, _, rows) => rows;

    /// <summary>Changes by request number, from 1.</summary>
    public Func<int, ListChange?> Changes { get; init; } = _ => null;

    /// <summary>RequestErrors by request number, from 1.</summary>
    public Func<int, Exception?> RequestErrors { get; init; } = _ => null;

    /// <summary>Whether the newest order is at this time.</summary>
    public DateTimeOffset Now => DateTimeOffset.FromUnixTimeMilliseconds(_newest);

    /// <summary>How far the exchange's clock is ahead of the newest order.</summary>
    public TimeSpan? ClockAhead { get; init; }

    public List<PageRequest> Served { get; } = [];

    public int MostInFlight { get; private set; }

    public int InFlight => _waiting.Count(w => !w.Answer.Task.IsCompleted);

    /// <summary>The list of a window as it stands.</summary>
    public List<MarginForceOrder> List(TimeWindow window) =>
        Sort(_orders.Where(o =>
            (window.Start is not { } s || o.UpdatedTime.ToUnixTimeMilliseconds() >= s) &&
            (window.End is not { } e || o.UpdatedTime.ToUnixTimeMilliseconds() <= e))).ToList();

    public Task<ForceOrderPage> ReadPageAsync(PageRequest request, CancellationToken cancellationToken)
    {
        var answer = new TaskCompletionSource<ForceOrderPage>();
        cancellationToken.Register(() => answer.TrySetCanceled(cancellationToken));
        _waiting.Add((request, answer));
        MostInFlight = Math.Max(MostInFlight, InFlight);
        return answer.Task;
    }

    /// <summary>A reader of it.</summary>
    /// <param name="query">What is asked.</param>
    /// <param name="ourOffset">How far our clock is ahead of the newest order.</param>
    public ForceOrderReader Reader(PageWalkQuery query, TimeSpan ourOffset = default)
    {
        var clock = new FakeTimeProvider(Now + ourOffset);
        return new ForceOrderReader(query, this, clock, clock.GetUtcNow);
    }

    /// <summary>Reads everything, answering the waiting requests in an order drawn by chance.</summary>
    public List<MarginForceOrder> ReadAll(IForceOrderReader reader)
    {
        var rows = new List<MarginForceOrder>();
        using (reader)
        {
            while (true)
            {
                Task<IReadOnlyList<ForceOrder>?> read = reader.ReadAsync(TestContext.Current.CancellationToken);
                while (!read.IsCompleted)
                {
                    AnswerOne();
                }

                if (read.GetAwaiter().GetResult() is not { } batch)
                {
                    break;
                }

                rows.AddRange(batch.Cast<MarginForceOrder>());
            }
        }

        Assert.All(_waiting, w => Assert.True(w.Answer.Task.IsCompleted, "a request was left running"));
        return rows;
    }

    public void AnswerOne()
    {
        _waiting.RemoveAll(w => w.Answer.Task.IsCompleted);
        Assert.NotEmpty(_waiting);
        int pick = _chance.Next(_waiting.Count);
        (PageRequest request, TaskCompletionSource<ForceOrderPage> answer) = _waiting[pick];
        _waiting.RemoveAt(pick);
        Served.Add(request);
        int number = Served.Count;
        Apply(Changes(number));
        if (RequestErrors(number) is { } failure)
        {
            answer.SetException(failure);
            return;
        }

        if (IntervalLimit is { } limit && request.Window.End - request.Window.Start > limit)
        {
            answer.SetException(new TimeRangeRefusedException("too long") { IntervalTooLong = true });
            return;
        }

        List<MarginForceOrder> list = List(request.Window);
        int size = Math.Min(request.Size, PageCap);
        long offset = (request.Page - 1) * size;
        IReadOnlyList<MarginForceOrder> rows = offset >= list.Count ? [] : list.GetRange((int)offset, Math.Min(size, list.Count - (int)offset));
        answer.SetResult(new ForceOrderPage(
            RowsSaid(number, request, rows), TotalSaid(number, (ulong)list.Count), ClockAhead is { } ahead ? Now + ahead : null));
    }

    /// <summary>Adds an order at a time of its own, or at the same millisecond as others.</summary>
    public MarginForceOrder Add(long time)
    {
        long id = _nextId++;
        string symbol = Symbols[id % Symbols.Length];
        var order = new MarginForceOrder { OrderId = id, Symbol = symbol, UpdatedTime = DateTimeOffset.FromUnixTimeMilliseconds(time) };
        _orders.Add(order);
        return order;
    }

    private void Apply(ListChange? change)
    {
        // What arrives during a walk is later than the walk's beginning.
        _newest += change?.Arrivals > 0 ? 1 : 0;
        for (int i = 0; i < change?.Arrivals; i++)
        {
            Arrive();
        }

        for (int i = 0; i < change?.Expiries && _orders.Count > 0; i++)
        {
            _orders.Remove(_orders.MinBy(o => (o.UpdatedTime, o.OrderId))!);
        }

        for (int i = 0; i < change?.Inserted; i++)
        {
            Add(_chance.NextInt64(1_000_000, _newest + 1));
        }

        for (int i = 0; i < change?.Removed && _orders.Count > 0; i++)
        {
            _orders.RemoveAt(_chance.Next(_orders.Count));
        }
    }

    private void Arrive()
    {
        // Now and then several orders share a millisecond, as they do in a liquidation.
        _newest += _chance.Next(3) == 0 ? 0 : _chance.Next(1, 1000);
        Add(_newest);
    }

    private IEnumerable<MarginForceOrder> Sort(IEnumerable<MarginForceOrder> orders) => Order switch
    {
        ListOrder.OldestFirst => orders.OrderBy(o => o.UpdatedTime).ThenBy(o => o.OrderId),
        ListOrder.NewestFirst => orders.OrderByDescending(o => o.UpdatedTime).ThenByDescending(o => o.OrderId),
        ListOrder.BySymbol => orders.OrderBy(o => o.Symbol, StringComparer.Ordinal).ThenBy(o => o.OrderId),
        _ => orders.OrderBy(o => unchecked(o.OrderId * 2654435761L % 1000003)).ThenBy(o => o.OrderId),
    };
}
