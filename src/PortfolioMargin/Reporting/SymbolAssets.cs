namespace PortfolioMargin.Reporting;

/// <summary>What an order's amounts are counted in.</summary>
/// <param name="Base">The asset that is bought or sold; <see langword="null"/> when the symbol does not tell.</param>
/// <param name="Quote">The asset that prices are in; <see langword="null"/> when the symbol does not tell.</param>
/// <param name="IsCoinMargined">Whether quantities are contracts, and what changed hands is counted in the base asset: COIN-M futures.</param>
internal readonly record struct SymbolAssets(string? Base, string? Quote, bool IsCoinMargined)
{
    /// <summary>
    /// Quote assets of the exchange's spot and margin pairs and of its USDⓈ-M futures, as <c>GET /api/v3/exchangeInfo</c> and
    /// <c>GET /fapi/v1/exchangeInfo</c> name them in <c>quoteAsset</c>, those of delisted pairs included. Longest first: the longest that fits counts.
    /// </summary>
    private static readonly string[] Quotes =
    [
        "FDUSD",
        "BIDR", "BKRW", "BUSD", "BVND", "DOGE", "EURI", "GYEN", "IDRT", "TUSD", "USD1", "USDC", "USDP", "USDS", "USDT",
        "ARS", "AUD", "BNB", "BRL", "BTC", "COP", "CZK", "DAI", "DOT", "ETH", "EUR", "GBP", "JPY", "MXN", "NGN", "PAX", "PLN", "RON", "RUB", "SOL",
        "TRX", "TRY", "UAH", "UST", "VAI", "XRP", "ZAR",
    ];

    /// <summary>The assets that had pairs in AEUR. Behind any other name those letters are an A and EUR, as in ADAEUR.</summary>
    private static readonly string[] BasesOfAeur = ["BTC", "ETH", "BNB", "EUR"];

    /// <summary>The asset that an order's value is counted in; <see langword="null"/> when the symbol does not tell.</summary>
    public string? Value => IsCoinMargined ? Base : Quote;

    /// <summary>The assets of an order.</summary>
    public static SymbolAssets Of(ForceOrder order) => order is CmForceOrder coinMargined
        ? Split(coinMargined.Pair ?? Pair(coinMargined.Symbol), "USD", isCoinMargined: true)
        : Of(Pair(order.Symbol));

    private static SymbolAssets Of(string pair)
    {
        const string Aeur = "AEUR";
        if (BasesOfAeur.Any(asset => pair == asset + Aeur))
        {
            return Split(pair, Aeur, isCoinMargined: false);
        }

        string? quote = Array.Find(Quotes, asset => pair.Length > asset.Length && pair.EndsWith(asset, StringComparison.Ordinal));
        return Split(pair, quote, isCoinMargined: false);
    }

    private static SymbolAssets Split(string pair, string? quote, bool isCoinMargined) =>
        quote is not null && pair.Length > quote.Length && pair.EndsWith(quote, StringComparison.Ordinal)
            ? new SymbolAssets(pair.Substring(0, pair.Length - quote.Length), quote, isCoinMargined)
            : new SymbolAssets(null, null, isCoinMargined);

    /// <summary>The pair of a contract: what stands before the date or <c>PERP</c>.</summary>
    private static string Pair(string symbol)
    {
        int end = symbol.IndexOf('_');
        return end < 0 ? symbol : symbol.Substring(0, end);
    }
}
