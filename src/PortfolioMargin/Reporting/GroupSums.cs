namespace PortfolioMargin.Reporting;

/// <summary>The sums of one group of orders, which grow as orders are added. It holds one order at most, the largest.</summary>
internal sealed class GroupSums(GroupKey key)
{
    private readonly ExactSum _quantity = new();
    private readonly ExactSum _pricedQuantity = new();

    /// <summary>What the priced quantity is worth at its prices; for contracts, which are worth a fixed amount each, how many coins they are.</summary>
    private readonly ExactSum _weightedPrice = new();

    private string? _baseAsset;
    private string? _quoteAsset;
    private bool _hasSeveralBaseAssets;
    private decimal? _largestValue;

    /// <summary>What the orders have in common.</summary>
    public GroupKey Key => key;

    /// <summary>How many orders there are.</summary>
    public long Count { get; private set; }

    /// <summary>How many of them have no executed quantity.</summary>
    public long UnknownQuantityCount { get; private set; }

    /// <summary>How many of them have no value.</summary>
    public long UnknownValueCount { get; private set; }

    /// <summary>What changed hands, in <see cref="GroupKey.ValueAsset"/>.</summary>
    public ExactSum Value { get; } = new();

    /// <summary>The order of the largest value; of equal ones the first.</summary>
    public ForceOrder? Largest { get; private set; }

    /// <summary>When the first order last changed.</summary>
    public DateTimeOffset FirstTime { get; private set; } = DateTimeOffset.MaxValue;

    /// <summary>When the last order last changed.</summary>
    public DateTimeOffset LastTime { get; private set; } = DateTimeOffset.MinValue;

    /// <summary>
    /// What changed hands: an order's notional, in the quote asset; for COIN-M futures what was executed, in the base asset.
    /// <see langword="null"/> when the order does not tell.
    /// </summary>
    public static decimal? ValueOf(ForceOrder order) => order is CmForceOrder coinMargined ? coinMargined.CumulativeBase : order.Notional;

    /// <summary>Adds an order of this group.</summary>
    public void Add(ForceOrder order, SymbolAssets assets)
    {
        Count++;
        FirstTime = order.UpdatedTime < FirstTime ? order.UpdatedTime : FirstTime;
        LastTime = order.UpdatedTime > LastTime ? order.UpdatedTime : LastTime;
        _hasSeveralBaseAssets |= Count > 1 && assets.Base != _baseAsset;
        (_baseAsset, _quoteAsset) = (assets.Base, assets.Quote);
        AddValue(order);
        AddQuantity(order);
    }

    /// <summary>The sums as users see them.</summary>
    public ForceOrderSummary ToSummary(IReadOnlyList<ForceOrderGrouping> by) => new()
    {
        Group = key.Describe(by),
        Market = key.Market,
        Symbol = key.Symbol,
        Side = key.Side,
        Day = key.Day,
        ProfileName = key.ProfileName,
        AutoCloseType = key.AutoCloseType,
        BaseAsset = _hasSeveralBaseAssets ? null : _baseAsset,
        QuoteAsset = _quoteAsset,
        Count = Count,
        ExecutedQuantity = HasOneUnit && Count > UnknownQuantityCount ? _quantity.ToDecimal() : null,
        Notional = key.IsCoinMargined ? null : TotalValue,
        CumulativeBase = key.IsCoinMargined ? TotalValue : null,
        AveragePrice = AveragePrice,
        FirstTime = FirstTime,
        LastTime = LastTime,
        UnknownQuantityCount = UnknownQuantityCount,
        UnknownValueCount = UnknownValueCount,
    };

    /// <summary>Whether a sum was asked for that a decimal does not hold.</summary>
    public bool IsBeyondDecimal => (Count > UnknownValueCount && TotalValue is null)
        || (HasOneUnit && Count > UnknownQuantityCount && _quantity.ToDecimal() is null);

    /// <summary>The sum of the values; <see langword="null"/> when none is known, or it is beyond what a decimal holds.</summary>
    public decimal? TotalValue => Count > UnknownValueCount ? Value.ToDecimal() : null;

    /// <summary>Quantities of one base asset can be added; so can contracts of one pair, which are worth the same.</summary>
    private bool HasOneUnit => !_hasSeveralBaseAssets;

    private decimal? AveragePrice => !HasOneUnit ? null
        : key.IsCoinMargined ? _pricedQuantity.DividedBy(_weightedPrice)
        : _weightedPrice.DividedBy(_pricedQuantity);

    private void AddValue(ForceOrder order)
    {
        if (ValueOf(order) is not { } value)
        {
            UnknownValueCount++;
            return;
        }

        Value.Add(value);
        if (_largestValue is null || value > _largestValue)
        {
            (_largestValue, Largest) = (value, order);
        }
    }

    private void AddQuantity(ForceOrder order)
    {
        if (order.ExecutedQuantity is not { } quantity)
        {
            UnknownQuantityCount++;
            return;
        }

        _quantity.Add(quantity);
        if (order.AveragePrice is not { } price || price <= 0)
        {
            return;
        }

        _pricedQuantity.Add(quantity);
        if (key.IsCoinMargined)
        {
            _weightedPrice.AddQuotient(quantity, price);
        }
        else
        {
            _weightedPrice.AddProduct(price, quantity);
        }
    }
}
