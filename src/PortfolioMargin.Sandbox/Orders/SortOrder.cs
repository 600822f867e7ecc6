namespace PortfolioMargin.Sandbox.Orders;

/// <summary>In which order rows are listed.</summary>
public enum SortOrder
{
    /// <summary>Oldest first, as the API's general information says.</summary>
    Ascending,

    /// <summary>Newest first, as the sister endpoint says.</summary>
    Descending,

    /// <summary>By symbol, then oldest first.</summary>
    BySymbol,

    /// <summary>By a hash of symbol and order id: nothing a client could guess.</summary>
    Scrambled,
}

/// <summary>Which time an order gets that arrives while the exchange runs.</summary>
public enum ArrivalTime
{
    /// <summary>The exchange's present time.</summary>
    Now,

    /// <summary>One millisecond after the newest order: inside a window that ends now.</summary>
    AfterNewest,
}
