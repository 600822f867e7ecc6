using PortfolioMargin.Client.Endpoints;

namespace PortfolioMargin.Client.Watching;

/// <summary>
/// The identities of the orders of one list that have been handed out, or were there before the watch began, each with the time of its last
/// change. Bounded: see <see cref="Trim"/>.
/// </summary>
internal sealed class SeenOrders
{
    /// <summary>So many are kept even when they are older than any look reaches: one of them may be updated, and so be listed anew.</summary>
    public const int KeptBeyondLookback = 1000;

    private readonly Dictionary<RowKey, long> _times;

    /// <summary>None.</summary>
    public SeenOrders() => _times = [];

    /// <summary>Those of a checkpoint.</summary>
    /// <param name="orders">Each with the time of its last change in Unix milliseconds.</param>
    public SeenOrders(IEnumerable<KeyValuePair<RowKey, long>> orders)
        : this()
    {
        foreach (KeyValuePair<RowKey, long> order in orders)
        {
            _times[order.Key] = order.Value;
        }
    }

    /// <summary>All of them, by symbol and order id.</summary>
    public IEnumerable<KeyValuePair<RowKey, long>> Orders => _times
        .OrderBy(order => order.Key.Symbol, StringComparer.Ordinal)
        .ThenBy(order => order.Key.OrderId);

    /// <summary>Enters an order, or the new time of one that is known.</summary>
    /// <returns>Whether it was not known.</returns>
    public bool Add(ForceOrder order)
    {
        RowKey key = ForceOrderFields.KeyOf(order);
        bool isNew = !_times.ContainsKey(key);
        _times[key] = order.UpdatedTime.ToUnixTimeMilliseconds();
        return isNew;
    }

    /// <summary>Forgets what no later look can list: neither listed by the last look, nor as new as what the next one asks for, nor among the newest.</summary>
    /// <param name="from">From when the next look asks, in Unix milliseconds.</param>
    /// <param name="listed">What the last look listed: the exchange may list an order by another time than that of its last change.</param>
    public void Trim(long from, IEnumerable<ForceOrder> listed)
    {
        if (_times.Count <= KeptBeyondLookback)
        {
            return;
        }

        HashSet<RowKey> kept = [.. listed.Select(ForceOrderFields.KeyOf)];
        kept.UnionWith(_times.OrderByDescending(order => order.Value).Take(KeptBeyondLookback).Select(order => order.Key));
        foreach (RowKey old in _times.Where(order => order.Value < from && !kept.Contains(order.Key)).Select(order => order.Key).ToList())
        {
            _times.Remove(old);
        }
    }
}
