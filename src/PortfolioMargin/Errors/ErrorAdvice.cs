using System.Management.Automation;

namespace PortfolioMargin.Errors;

/// <summary>How one kind of failure is reported.</summary>
/// <param name="Id">The stable id, as scripts match it.</param>
/// <param name="Category">The engine's category.</param>
/// <param name="RecommendedAction">What a person does next; <c>{command}</c> stands for the cmdlet that failed.</param>
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
            "The private key is encrypted. Give its passphrase where the key comes from: -Passphrase, the variable BINANCE_PRIVATE_KEY_PASSPHRASE, or the part Passphrase of the vault's secret."),
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
            "Run Get-Secret of Microsoft.PowerShell.SecretManagement for the same secret: it shows what the vault itself says."),
        [typeof(EnvironmentVariableMissingException)] = new(
            "EnvironmentVariableMissing", ErrorCategory.ObjectNotFound,
            "Set the variable that the message names, before PowerShell starts or with $env:. BINANCE_API_KEY goes with exactly one of BINANCE_API_SECRET, BINANCE_PRIVATE_KEY and BINANCE_PRIVATE_KEY_PATH."),
        [typeof(InvalidSignatureException)] = new(
            "InvalidSignature", ErrorCategory.AuthenticationError,
            "Check that the secret or private key belongs to this API key and is of the kind it was made for. Set both again with Set-PmCredential, then run Test-PmCredential."),
        [typeof(ApiKeyRejectedException)] = new(
            "ApiKeyRejected", ErrorCategory.PermissionDenied,
            "At the exchange, check that the key exists, may read Portfolio Margin, and allows this machine's IP address. The usual reason: the key was made before Portfolio Margin was enabled, or without its permission; make a new one."),
        [typeof(AccountNotAvailableException)] = new(
            "AccountNotAvailable", ErrorCategory.ResourceUnavailable,
            "The key is good, its account is not to be asked: use a key of a Portfolio Margin account. While an account is in liquidation, try again later."),
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
        [typeof(InvalidTimeRangeException)] = OfTimeRange,
        [typeof(TimeRangeRefusedException)] = OfTimeRange,
        [typeof(InvalidParameterException)] = OfParameter,
        [typeof(ParameterRefusedException)] = OfParameter,
        [typeof(RequestRefusedException)] = new(
            "RequestRefused", ErrorCategory.InvalidOperation,
            "Read the exchange's words in the message, and look the code up in its documentation. A newer version of this module may know it."),
        [typeof(HistoryLimitException)] = new(
            "HistoryLimit", ErrorCategory.LimitsExceeded,
            "Give a -StartTime that is not before the earliest time in the message."),
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
            "What answered is not the documented endpoint, or it has changed: check the base address (Get-PmCredential shows it), and any proxy. On a hotel's or company's network, sign in to it in a browser first. Else look for a newer module."),
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
        [typeof(ReportNotWritableException)] = new(
            "ReportNotWritable", ErrorCategory.WriteError,
            "Give a -Path in a folder that exists and that you may write to; a file that is there must not be read-only."),
        [typeof(ReportExistsException)] = new(
            "ReportExists", ErrorCategory.ResourceExists,
            "Give another -Path, or leave out -NoClobber to replace the file."),
    };

    /// <summary>The action for each problem of a vault that has one of its own.</summary>
    private static readonly Dictionary<VaultProblem, string> ByVaultProblem = new()
    {
        [VaultProblem.NotInstalled] = "Install Microsoft.PowerShell.SecretManagement and a vault, such as Microsoft.PowerShell.SecretStore, and register it with Register-SecretVault.",
        [VaultProblem.NotRegistered] = "See the vaults with Get-SecretVault and register one with Register-SecretVault, or set the profile again with another -VaultName.",
        [VaultProblem.Locked] = "Unlock the vault (for a SecretStore: Unlock-SecretStore), then run {command} again.",
    };

    /// <summary>For a kind that nobody has entered above yet: the error comes out as what it is, and the message tells the rest.</summary>
    private static readonly ErrorAdvice OfUnknownKind = new(
        "PortfolioMarginFailure", ErrorCategory.InvalidOperation,
        "Read the message, and look for a newer version of this module.");

    private static ErrorAdvice OfTimeRange => new(
        "InvalidTimeRange", ErrorCategory.InvalidArgument,
        "Give a -StartTime that is not after -EndTime, and a window no longer than the exchange accepts. A time without zone is local time.");

    private static ErrorAdvice OfParameter => new(
        "InvalidParameter", ErrorCategory.InvalidArgument,
        "Correct the value that the message names. Get-Help {command} -Full says what is allowed.");

    /// <summary>Every kind there is, once for each id.</summary>
    internal static IEnumerable<ErrorAdvice> All => ByException.Values.Distinct();

    /// <summary>How the failure is reported.</summary>
    internal static ErrorAdvice For(PortfolioMarginException failure)
    {
        ErrorAdvice advice = ByException.TryGetValue(failure.GetType(), out ErrorAdvice? known) ? known : OfUnknownKind;
        return failure is VaultUnavailableException vault && ByVaultProblem.TryGetValue(vault.Problem, out string? action)
            ? advice with { RecommendedAction = action }
            : advice;
    }

    /// <summary>What a person does next.</summary>
    /// <param name="command">The cmdlet that failed.</param>
    internal string ActionFor(string command) => RecommendedAction.Replace("{command}", command);
}
