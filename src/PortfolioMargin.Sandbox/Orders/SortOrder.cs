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

    /// <summary>By a hash of symbol and order id: an order that no client can guess, the same in each response.</summary>
    Scrambled,

    /// <summary>A new random order in each response.</summary>
    Shuffled,
}

/// <summary>Which rows a full answer of a list without pages shows.</summary>
public enum RowSelection
{
    /// <summary>The newest.</summary>
    Newest,

    /// <summary>The oldest.</summary>
    Oldest,

    /// <summary>Others in each response.</summary>
    Random,
}

/// <summary>Which of its two times an order is found by.</summary>
public enum TimeFilter
{
    /// <summary>By <see cref="SandboxOrder.UpdatedTime"/>.</summary>
    Updated,

    /// <summary>By <see cref="SandboxOrder.CreatedTime"/>.</summary>
    Created,
}

/// <summary>Which time an order gets that arrives, or is updated, while the exchange runs.</summary>
public enum ArrivalTime
{
    /// <summary>The exchange's present time.</summary>
    Now,

    /// <summary>One millisecond after the newest order: inside a window that ends now.</summary>
    AfterNewest,
}
