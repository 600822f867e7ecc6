using PortfolioMargin.Client.Endpoints;
using PortfolioMargin.Client.Pagination;

namespace PortfolioMargin.Client.Tests.Pagination;

/// <summary>Reads lists from a fake exchange, answering requests in an order drawn by chance.</summary>
internal static class Reading
{
    /// <summary>The endpoint of a fake exchange.</summary>
    public static Endpoint<ForceOrder> EndpointOf(FakePageSource source) =>
        source.HasPages ? MarginForceOrders.Endpoint : UmForceOrders.Endpoint;

    public static CompleteList<ForceOrder> List(
        FakePageSource source, ForceOrderQuery query, Action<string>? warn = null, Func<ForceOrder, bool>? matches = null)
    {
        Endpoint<ForceOrder> endpoint = EndpointOf(source);
        return new CompleteList<ForceOrder>(source, endpoint, query, new ListRequest(default, endpoint.MaximumSize), matches ?? (static _ => true), source, warn);
    }

    public static List<ForceOrder> ReadAll(FakePageSource source, ForceOrderQuery query, Action<string>? warn = null) =>
        ReadAll(source, List(source, query, warn));

    public static List<ForceOrder> ReadAll(FakePageSource source, IRowList<ForceOrder> list)
    {
        using var reader = new ForceOrderReader(list);
        var rows = new List<ForceOrder>();
        while (true)
        {
            Task<IReadOnlyList<ForceOrder>?> read = reader.ReadAsync(CancellationToken.None);
            while (!read.IsCompleted)
            {
                source.AnswerOne();
            }

            if (read.GetAwaiter().GetResult() is not { } batch)
            {
                return rows;
            }

            rows.AddRange(batch);
        }
    }

    /// <summary>An exchange whose list holds no row yet.</summary>
    public static FakePageSource Empty(int seed = 1) => new(seed, 0, 0);

    /// <summary>Reads a list, and asserts that every row that was always listed came, and none twice.</summary>
    public static void AssertAll(FakePageSource source, ForceOrderQuery query)
    {
        List<RowKey> keys = [.. ReadAll(source, query).Select(KeyOf)];
        Assert.Equal(keys.Count, keys.Distinct().Count());
        Assert.Empty(source.AlwaysListed.Except(keys));
    }

    /// <summary>All rows of so many days.</summary>
    public static ForceOrderQuery Days(double days) => new() { StartTime = Time(FakePageSource.Epoch - (long)(days * FakePageSource.Day)) };

    public static RowKey KeyOf(ForceOrder order) => new(order.Symbol, order.OrderId);

    public static DateTimeOffset Time(long milliseconds) => DateTimeOffset.FromUnixTimeMilliseconds(milliseconds);
}
