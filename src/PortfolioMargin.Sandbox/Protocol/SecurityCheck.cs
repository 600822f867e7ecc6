namespace PortfolioMargin.Sandbox.Protocol;

/// <summary>What every USER_DATA request must pass: a known key, a fresh timestamp, a signature over the text as it was sent.</summary>
internal sealed class SecurityCheck(IReadOnlyList<SandboxAccount> accounts, ExchangeClock clock)
{
    public const string ApiKeyHeader = "X-MBX-APIKEY";

    private const long DefaultReceiveWindow = 5_000;
    private const long MaximumReceiveWindow = 60_000;
    private const long ToleratedAhead = 1_000;

    public ExchangeError? Check(HttpRequestMessage request, SentQuery query)
    {
        string? key = request.Headers.TryGetValues(ApiKeyHeader, out IEnumerable<string>? values) ? values.FirstOrDefault() : null;
        SandboxAccount? account = accounts.FirstOrDefault(candidate => candidate.ApiKey == key);
        if (account is null)
        {
            return IsWellFormed(key) ? ExchangeError.UnknownKey : ExchangeError.MalformedKey;
        }

        return CheckTime(query) ?? CheckSignature(account, query);
    }

    private static bool IsWellFormed(string? key) =>
        !string.IsNullOrEmpty(key) && key!.All(letter => letter is (>= '0' and <= '9') or (>= 'A' and <= 'Z') or (>= 'a' and <= 'z'));

    private ExchangeError? CheckTime(SentQuery query)
    {
        if (query.Number("timestamp") is not { } timestamp)
        {
            return ExchangeError.Missing("timestamp");
        }

        long window = query.Number("recvWindow") ?? DefaultReceiveWindow;
        if (window > MaximumReceiveWindow)
        {
            return ExchangeError.ReceiveWindowTooLarge;
        }

        long now = clock.Now.ToUnixTimeMilliseconds();
        return timestamp >= now + ToleratedAhead ? ExchangeError.TimestampAhead
            : now - timestamp > window ? ExchangeError.TimestampStale
            : null;
    }

    private static ExchangeError? CheckSignature(SandboxAccount account, SentQuery query)
    {
        if (string.IsNullOrEmpty(query.Signature))
        {
            return ExchangeError.Missing(SentQuery.SignatureName);
        }

        return query.SignatureIsLast && account.Verify(query.SignedText, query.Signature!) ? null : ExchangeError.WrongSignature;
    }
}
