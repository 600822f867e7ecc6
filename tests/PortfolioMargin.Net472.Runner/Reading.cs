namespace PortfolioMargin.Net472Runner;

/// <summary>Reads to the end.</summary>
internal static class Reading
{
    public static async Task<List<ForceOrder>> AllAsync(IPortfolioMarginClient client, ForceOrderQuery query, CancellationToken cancellation)
    {
        using IForceOrderReader reader = client.ReadAll(query);
        var orders = new List<ForceOrder>();
        while (await reader.ReadAsync(cancellation).ConfigureAwait(false) is { } batch)
        {
            orders.AddRange(batch);
        }

        return orders;
    }
}
