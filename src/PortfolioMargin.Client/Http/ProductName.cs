namespace PortfolioMargin.Client.Http;

/// <summary>How this client names itself to the exchange.</summary>
internal static class ProductName
{
    /// <summary>The value of <c>User-Agent</c>.</summary>
    public static readonly string Value = "PortfolioMargin/" + typeof(ProductName).Assembly.GetName().Version?.ToString(3);
}
