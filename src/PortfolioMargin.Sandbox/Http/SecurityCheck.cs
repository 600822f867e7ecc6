namespace PortfolioMargin.Sandbox.Http;

/// <summary>Checks a USER_DATA request: it needs a known key, a fresh timestamp, and a signature over the text as it was sent.</summary>
internal sealed class SecurityCheck(IReadOnlyList<SandboxAccount> accounts, ExchangeClock clock)
{
    public const string ApiKeyHeader = "X-MBX-APIKEY";

    private const long DefaultReceiveWindow = 5_000;
    private const long MaximumReceiveWindow = 60_000;
    private const long ToleratedAhead = 1_000;

    public ExchangeError? Check(HttpRequestMessage request, RequestQuery query)
    {
        string? key = request.Headers.TryGetValues(ApiKeyHeader, out IEnumerable<string>? values) ? values.FirstOrDefault() : null;
        SandboxAccount? account = accounts.FirstOrDefault(candidate => candidate.ApiKey == key);
        if (account is null)
        {
            return IsWellFormed(key) ? ExchangeErrors.Of(-2015) : ExchangeErrors.Of(-2014);
        }

        return CheckTime(query) ?? CheckSignature(account, query);
    }

    private static bool IsWellFormed(string? key) =>
        !string.IsNullOrEmpty(key) && key!.All(letter => letter is (>= '0' and <= '9') or (>= 'A' and <= 'Z') or (>= 'a' and <= 'z'));

    private ExchangeError? CheckTime(RequestQuery query)
    {
        if (query.Number("timestamp") is not { } timestamp)
        {
            return ExchangeErrors.Missing("timestamp");
        }

        long window = query.Number("recvWindow") ?? DefaultReceiveWindow;
        if (window > MaximumReceiveWindow)
        {
            return ExchangeErrors.Of(-1131);
        }

        long now = clock.Now.ToUnixTimeMilliseconds();
        return timestamp >= now + ToleratedAhead ? ExchangeErrors.TimestampAhead
            : now - timestamp > window ? ExchangeErrors.Of(-1021)
            : null;
    }

    private static ExchangeError? CheckSignature(SandboxAccount account, RequestQuery query)
    {
        if (string.IsNullOrEmpty(query.Signature))
        {
            return ExchangeErrors.Missing(RequestQuery.SignatureName);
        }

        return query.SignatureIsLast && account.Verify(query.SignedText, query.Signature!) ? null : ExchangeErrors.Of(-1022);
    }
}
