using System.Management.Automation;

namespace PortfolioMargin.Errors;

/// <summary>How one kind of failure is reported.</summary>
/// <param name="Id">The stable id, as scripts match it.</param>
/// <param name="Category">The engine's category.</param>
/// <param name="RecommendedAction">What a person does next.</param>
internal sealed record ErrorAdvice(string Id, ErrorCategory Category, string RecommendedAction)
{
    private static readonly Dictionary<Type, ErrorAdvice> ByException = new()
    {
        [typeof(CredentialNotSetException)] = new(
            "CredentialNotSet", ErrorCategory.ObjectNotFound,
            "Set one with Set-PmCredential (try Set-PmCredential -Sandbox), or see what there is with Get-PmCredential. Credentials belong to one runspace."),
        [typeof(PrivateKeyUnreadableException)] = new(
            "PrivateKeyUnreadable", ErrorCategory.ReadError,
            "Give the path of an RSA or Ed25519 private key in PEM form (PKCS#8, encrypted or not, or traditional RSA), readable by you."),
        [typeof(PassphraseRequiredException)] = new(
            "PassphraseRequired", ErrorCategory.InvalidArgument,
            "The private key is encrypted: give its passphrase with -Passphrase (Read-Host -AsSecureString asks for it)."),
        [typeof(WrongPassphraseException)] = new(
            "WrongPassphrase", ErrorCategory.AuthenticationError,
            "Give the passphrase that the private key was encrypted with; it is case-sensitive."),
        [typeof(InsecureBaseUriException)] = new(
            "InsecureBaseUri", ErrorCategory.SecurityError,
            "Use an https address. Plain http is accepted for this machine itself only (localhost, 127.0.0.1, ::1)."),
        [typeof(SecretNotFoundException)] = new(
            "SecretNotFound", ErrorCategory.ObjectNotFound,
            "Look at the vault with Get-SecretInfo. The secret holds the API secret or private key; the API key comes from its metadata (ApiKey) or -ApiKey."),
        [typeof(VaultUnavailableException)] = new(
            "VaultUnavailable", ErrorCategory.ResourceUnavailable,
            "Install Microsoft.PowerShell.SecretManagement and a vault, see Get-SecretVault, and unlock the vault (Unlock-SecretStore) if it asks for a password."),
        [typeof(EnvironmentVariableMissingException)] = new(
            "EnvironmentVariableMissing", ErrorCategory.ObjectNotFound,
            "Set BINANCE_API_KEY together with one of BINANCE_API_SECRET, BINANCE_PRIVATE_KEY and BINANCE_PRIVATE_KEY_PATH, before PowerShell starts or with $env:."),
        [typeof(InvalidSignatureException)] = new(
            "InvalidSignature", ErrorCategory.AuthenticationError,
            "Check that the secret or private key belongs to this API key and is of the kind it was made for. Set both again with Set-PmCredential, then run Test-PmCredential."),
        [typeof(ApiKeyRejectedException)] = new(
            "ApiKeyRejected", ErrorCategory.PermissionDenied,
            "At the exchange, check that the key exists, may read Portfolio Margin, and allows this machine's IP address."),
        [typeof(ClockSkewException)] = new(
            "ClockSkew", ErrorCategory.AuthenticationError,
            "Synchronize this machine's clock with a time server; on a slow line also try a larger -RecvWindow (at most 60000)."),
        [typeof(RateLimitedException)] = new(
            "RateLimited", ErrorCategory.LimitsExceeded,
            "Wait until the time in the message, then try again. Every program behind this IP address shares the limit: run fewer at once, or lower -ThrottleLimit."),
        [typeof(IpBannedException)] = new(
            "IpBanned", ErrorCategory.LimitsExceeded,
            "Wait until the ban ends. Stop every program behind this IP address that keeps sending requests: they extend the ban."),
        [typeof(FirewallBlockedException)] = new(
            "FirewallBlocked", ErrorCategory.SecurityError,
            "Check from where, and through which proxy or VPN, the request was sent: the exchange's firewall, or a rule for this location, refuses it."),
        [typeof(InvalidTimeRangeException)] = new(
            "InvalidTimeRange", ErrorCategory.InvalidArgument,
            "Give a -StartTime that is not after -EndTime, and a window no longer than the exchange accepts. A time without zone is local time."),
        [typeof(InvalidParameterException)] = new(
            "InvalidParameter", ErrorCategory.InvalidArgument,
            "Check the values given against the documentation: Get-Help Get-PmMarginForceOrder -Full."),
        [typeof(ServerUnavailableException)] = new(
            "ServerUnavailable", ErrorCategory.ResourceUnavailable,
            "The exchange is having problems. Wait a moment and try again, or allow more retries with -MaximumRetryCount."),
        [typeof(NetworkFailureException)] = new(
            "NetworkFailure", ErrorCategory.ConnectionError,
            "Check the network, the firewall, name resolution and the base address (Get-PmCredential shows it); behind a proxy, give -Proxy and -ProxyCredential."),
        [typeof(OperationTimeoutException)] = new(
            "OperationTimeout", ErrorCategory.OperationTimeout,
            "Try again, or allow more time with -ConnectionTimeoutSeconds or -OperationTimeoutSeconds."),
        [typeof(InvalidResponseException)] = new(
            "InvalidResponse", ErrorCategory.InvalidData,
            "What answered is not the documented endpoint, or it has changed: check the base address and any proxy, and look for a newer module."),
        [typeof(HistoryLimitException)] = new(
            "HistoryLimit", ErrorCategory.LimitsExceeded,
            "Give a -StartTime that is not before the time in the message. Orders that are older have to be found in the exchange's own statements."),
        [typeof(IncompleteListException)] = new(
            "IncompleteList", ErrorCategory.InvalidResult,
            "Try again; a shorter window between -StartTime and -EndTime is easier to prove complete."),
        [typeof(CheckpointUnreadableException)] = new(
            "CheckpointUnreadable", ErrorCategory.ReadError,
            "Check that the file of -CheckpointPath is a checkpoint and that you may read and write it. To begin anew, move it away; then orders may come out twice."),
        [typeof(CheckpointMismatchException)] = new(
            "CheckpointMismatch", ErrorCategory.InvalidArgument,
            "Keep one -CheckpointPath for each account, exchange and selection: give another path, or the profile and parameters that the file was made with."),
        [typeof(CheckpointInUseException)] = new(
            "CheckpointInUse", ErrorCategory.ResourceBusy,
            "Wait until the other run ends, or stop it; two runs need a -CheckpointPath each."),
    };

    /// <summary>For a kind that nobody has entered above yet: the error comes out as what it is, and the message tells the rest.</summary>
    private static readonly ErrorAdvice OfUnknownKind = new(
        "PortfolioMarginFailure", ErrorCategory.InvalidOperation,
        "Read the message, and look for a newer version of this module.");

    /// <summary>Every kind there is.</summary>
    internal static IEnumerable<ErrorAdvice> All => ByException.Values;

    /// <summary>How the failure is reported.</summary>
    internal static ErrorAdvice For(PortfolioMarginException failure) =>
        ByException.TryGetValue(failure.GetType(), out ErrorAdvice? advice) ? advice : OfUnknownKind;
}
