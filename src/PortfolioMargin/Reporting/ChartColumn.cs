namespace PortfolioMargin.Reporting;

/// <summary>One column of a chart: what there is of each market in one part of the time.</summary>
internal sealed class ChartColumn
{
    private readonly SortedDictionary<ForceOrderMarket, ExactSum> _values = [];

    /// <summary>How many orders it stands for.</summary>
    public long Count { get; private set; }

    /// <summary>The whole column.</summary>
    public ExactSum Total { get; } = new();

    /// <summary>The markets that are in it.</summary>
    public IEnumerable<ForceOrderMarket> Markets => _values.Keys;

    /// <summary>What there is of a market; <see langword="null"/> when there is nothing.</summary>
    public ExactSum? Of(ForceOrderMarket market) => _values.TryGetValue(market, out ExactSum? value) ? value : null;

    /// <summary>Adds a group of one market.</summary>
    public void Add(GroupSums group)
    {
        Count += group.Count;
        ForceOrderMarket market = group.Key.Market!.Value;
        if (!_values.TryGetValue(market, out ExactSum? value))
        {
            value = new ExactSum();
            _values.Add(market, value);
        }

        value.Add(group.Value);
        Total.Add(group.Value);
    }
}
