using System.Management.Automation;
using PortfolioMargin.ModuleTests.Support;

namespace PortfolioMargin.ModuleTests;

/// <summary>Each failure has its id, its category, a target that a person knows, and advice.</summary>
public sealed class ErrorRecordTests : IDisposable
{
    /// <summary>What the advice for a failure must speak of.</summary>
    private static readonly Dictionary<string, string> TellingWords = new()
    {
        ["CredentialNotSet"] = "Set-PmCredential",
        ["InvalidSignature"] = "Set-PmCredential",
        ["ApiKeyRejected"] = "before Portfolio Margin was enabled",
        ["AccountNotAvailable"] = "liquidation",
        ["ClockSkew"] = "clock",
        ["RateLimited"] = "-ThrottleLimit",
        ["IpBanned"] = "the ban ends",
        ["FirewallBlocked"] = "firewall",
        ["InvalidTimeRange"] = "-StartTime",
        ["InvalidParameter"] = "Get-Help",
        ["RequestRefused"] = "documentation",
        ["HistoryLimit"] = "-StartTime",
        ["ServerUnavailable"] = "-MaximumRetryCount",
        ["NetworkFailure"] = "-Proxy",
        ["OperationTimeout"] = "-OperationTimeoutSeconds",
        ["InvalidResponse"] = "sign in",
        ["IncompleteList"] = "-StartTime",
        ["PrivateKeyUnreadable"] = "PEM",
        ["PassphraseRequired"] = "-Passphrase",
        ["WrongPassphrase"] = "passphrase",
        ["InsecureBaseUri"] = "https",
        ["SecretNotFound"] = "Get-SecretInfo",
        ["VaultUnavailable"] = "ault",
        ["EnvironmentVariableMissing"] = "BINANCE_API_KEY",
        ["CheckpointUnreadable"] = "-CheckpointPath",
        ["CheckpointMismatch"] = "-CheckpointPath",
        ["CheckpointInUse"] = "-CheckpointPath",
        ["ReportNotWritable"] = "-Path",
        ["ReportExists"] = "-NoClobber",
    };

    private static readonly DateTimeOffset Later = DateTimeOffset.UtcNow.AddMinutes(30);
    private readonly Engine _engine = new();

    public static TheoryData<string, ErrorCategory, int, int, string> Refusals => new()
    {
        { "InvalidSignature", ErrorCategory.AuthenticationError, 400, -1022, "Signature for this request is not valid." },
        { "ApiKeyRejected", ErrorCategory.PermissionDenied, 401, -2015, "Invalid API-key, IP, or permissions for action." },
        { "ApiKeyRejected", ErrorCategory.PermissionDenied, 401, -2014, "API-key format invalid." },
        { "ApiKeyRejected", ErrorCategory.PermissionDenied, 400, -1011, "This IP cannot access this route." },
        { "ApiKeyRejected", ErrorCategory.PermissionDenied, 400, -2008, "Invalid Api-Key ID." },
        { "AccountNotAvailable", ErrorCategory.ResourceUnavailable, 400, -21001, "User not in Portfolio Margin." },
        { "AccountNotAvailable", ErrorCategory.ResourceUnavailable, 400, -21007, "The account is in liquidation." },
        { "RequestRefused", ErrorCategory.InvalidOperation, 400, 51169, "Nobody knows." },
        { "InvalidResponse", ErrorCategory.InvalidData, 404, -5000, "Path /papi/v1/margin/forceOrders, Method GET is invalid" },
        { "InvalidTimeRange", ErrorCategory.InvalidArgument, 400, -1127, "More than 7 days between startTime and endTime." },
        { "ClockSkew", ErrorCategory.AuthenticationError, 400, -1021, "Timestamp for this request is outside of the recvWindow." },
        { "InvalidTimeRange", ErrorCategory.InvalidArgument, 400, -1023, "Start time is greater than end time." },
        { "InvalidParameter", ErrorCategory.InvalidArgument, 400, -1102, "Mandatory parameter 'timestamp' was not sent." },
        { "ServerUnavailable", ErrorCategory.ResourceUnavailable, 503, -1016, "This service is no longer available." },
        { "RateLimited", ErrorCategory.LimitsExceeded, 429, -1003, "Too many requests." },
        { "FirewallBlocked", ErrorCategory.SecurityError, 403, 0, "html" },
        { "InvalidResponse", ErrorCategory.InvalidData, 200, 0, "not json" },
    };

    public void Dispose() => _engine.Dispose();

    [Theory]
    [MemberData(nameof(Refusals))]
    public void A_refusal_of_the_exchange_has_its_record(string id, ErrorCategory category, int status, int code, string message)
    {
        CannedAnswer answer = status switch
        {
            403 => new CannedAnswer(403, "<html><body>blocked</body></html>", "text/html"),
            200 => new CannedAnswer(200, message),
            _ => CannedExchange.Refusal(status, code, message),
        };
        using var exchange = new CannedExchange(answer);
        _engine.SetCredential(exchange.BaseUri).EnsureClean();

        Outcome outcome = _engine.Run("Get-PmMarginForceOrder -MaximumRetryCount 0");

        Check(outcome, id, category, "Default");
    }

    [Fact]
    public void A_ban_says_until_when_and_later_calls_send_nothing()
    {
        using var exchange = new CannedExchange(CannedExchange.Refusal(418, -1003, $"Way too many requests; IP banned until {Later.ToUnixTimeMilliseconds()}."));
        _engine.SetCredential(exchange.BaseUri).EnsureClean();

        Outcome first = _engine.Run("Get-PmMarginForceOrder -MaximumRetryCount 0");
        Outcome second = _engine.Run("Get-PmMarginForceOrder");

        Check(first, "IpBanned", ErrorCategory.LimitsExceeded, "Default");
        Check(second, "IpBanned", ErrorCategory.LimitsExceeded, "Default");
        Assert.Single(exchange.Requests);
    }

    [Fact]
    public void A_walk_that_cannot_be_proven_complete_ends_in_an_error()
    {
        int page = 0;
        using var exchange = new CannedExchange(_ =>
        {
            int from = Interlocked.Increment(ref page) * 1000;
            return new CannedAnswer(200, CannedExchange.Page(from, 100, total: 100_000));
        });
        _engine.SetCredential(exchange.BaseUri).EnsureClean();

        Outcome outcome = _engine.Run("Get-PmMarginForceOrder -All -MaximumRetryCount 0");

        Check(outcome, "IncompleteList", ErrorCategory.InvalidResult, "Default");
    }

    [Fact]
    public void A_profile_that_is_not_set_is_named()
    {
        Check(_engine.Run("Get-PmMarginForceOrder -ProfileName desk"), "CredentialNotSet", ErrorCategory.ObjectNotFound, "desk");
        Check(_engine.Run("Get-PmCredential desk"), "CredentialNotSet", ErrorCategory.ObjectNotFound, "desk");
        Check(_engine.Run("Remove-PmCredential desk"), "CredentialNotSet", ErrorCategory.ObjectNotFound, "desk");
    }

    [Theory]
    [InlineData("Get-PmMarginForceOrder")]
    [InlineData("Get-PmForceOrder")]
    [InlineData("'Default' | ForEach-Object { [pscustomobject]@{ ProfileName = $_ } } | Get-PmForceOrder")]
    public void A_window_that_starts_after_its_end_is_refused_once_and_before_any_request(string command)
    {
        using CannedExchange exchange = CannedExchange.WithOrders(3);
        _engine.SetCredential(exchange.BaseUri).EnsureClean();

        Outcome outcome = _engine.Run(command + " -StartTime 2000 -EndTime 1000");

        Check(outcome, "InvalidTimeRange", ErrorCategory.InvalidArgument, "StartTime");
        Assert.Equal("-StartTime (1970-01-01 00:00:02 UTC) is after -EndTime (1970-01-01 00:00:01 UTC). Nothing was sent.", outcome.Error.Exception.Message);
        Assert.Empty(exchange.Requests);
    }

    [Fact]
    public void An_exchange_that_cannot_be_reached_is_a_network_failure()
    {
        _engine.SetCredential(Unused.Address()).EnsureClean();

        Check(_engine.Run("Get-PmMarginForceOrder -MaximumRetryCount 0"), "NetworkFailure", ErrorCategory.ConnectionError, "Default");
    }

    [Fact]
    public void An_exchange_that_falls_silent_is_a_timeout()
    {
        using var exchange = new CannedExchange(new CannedAnswer(200, "{\"rows\":[", Stalls: true));
        _engine.SetCredential(exchange.BaseUri).EnsureClean();

        Outcome outcome = _engine.Run("Get-PmMarginForceOrder -MaximumRetryCount 0 -OperationTimeoutSeconds 1");

        Check(outcome, "OperationTimeout", ErrorCategory.OperationTimeout, "Default");
    }

    [Theory]
    [InlineData("http://example.com")]
    [InlineData("ftp://127.0.0.1/")]
    [InlineData("/relative")]
    public void An_address_that_would_show_the_key_is_refused(string address)
    {
        Outcome outcome = _engine.SetCredential(new Uri(address, UriKind.RelativeOrAbsolute));

        Check(outcome, "InsecureBaseUri", ErrorCategory.SecurityError, "Default");
        Assert.Empty(_engine.Run("Get-PmCredential").Output);
    }

    [Fact]
    public void A_key_with_a_space_inside_is_refused_and_not_shown()
    {
        Outcome outcome = _engine.Run(
            "Set-PmCredential -ApiKey $key -ApiSecret $secret",
            ("key", "AbCdEfGhIjKl MnOpQrStUvWx"),
            ("secret", Secure.Text(Secrets.ApiSecret)));

        Check(outcome, "InvalidParameter", ErrorCategory.InvalidArgument, "Default");
        Assert.DoesNotContain("AbCdEfGhIjKl", outcome.Error.ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public void Faults_of_the_sandbox_are_written_as_text_and_what_cannot_be_read_is_refused()
    {
        _engine.Run("Set-PmCredential -Sandbox -SandboxFault '1:-2015 2:503'").EnsureClean();

        Check(_engine.Run("Get-PmMarginForceOrder -MaximumRetryCount 0"), "ApiKeyRejected", ErrorCategory.PermissionDenied, "Default");
        Check(_engine.Run("Get-PmMarginForceOrder -MaximumRetryCount 0"), "ServerUnavailable", ErrorCategory.ResourceUnavailable, "Default");
        Assert.Equal(2, _engine.Run("Get-PmMarginForceOrder -First 2").EnsureClean().Output.Count);
        Check(_engine.Run("Set-PmCredential -Sandbox -SandboxFault nonsense"), "InvalidParameter", ErrorCategory.InvalidArgument, "Default");
    }

    [Fact]
    public void Private_key_failures_are_told_apart()
    {
        string encrypted = Path.Combine(Layout.ThrowAwayKeys, "rsa-pkcs8-aes256.pem");
        string missing = Path.Combine(Layout.ThrowAwayKeys, "missing.pem");
        const string Set = "Set-PmCredential -ApiKey 'KeyKeyKeyKeyKeyKey' -PrivateKeyPath $path";
        Check(_engine.Run(Set, ("path", missing)), "PrivateKeyUnreadable", ErrorCategory.ReadError, missing);
        Check(_engine.Run(Set, ("path", "Env:PATH")), "PrivateKeyUnreadable", ErrorCategory.ReadError, "Env:PATH");
        Check(_engine.Run(Set, ("path", "NoDrive:\\key.pem")), "PrivateKeyUnreadable", ErrorCategory.ReadError, "NoDrive:\\key.pem");
        Check(_engine.Run(Set, ("path", encrypted)), "PassphraseRequired", ErrorCategory.InvalidArgument, encrypted);
        Check(
            _engine.Run(Set + " -Passphrase $wrong", ("path", encrypted), ("wrong", Secure.Text("wrong"))),
            "WrongPassphrase", ErrorCategory.AuthenticationError, encrypted);
        _engine.Run(Set + " -Passphrase $right", ("path", encrypted), ("right", Secure.Text(Secure.Passphrase))).EnsureClean();
        Assert.Equal("Rsa", Assert.Single(_engine.Run("Get-PmCredential").Output).Properties["KeyType"].Value.ToString());
    }

    [Fact]
    public void A_failing_account_in_the_pipeline_leaves_the_others()
    {
        using var bad = new CannedExchange(CannedExchange.Refusal(401, -2015, "Invalid API-key, IP, or permissions for action."));
        using CannedExchange good = CannedExchange.WithOrders(3);
        _engine.SetCredential(bad.BaseUri, "a").EnsureClean();
        _engine.SetCredential(good.BaseUri, "b").EnsureClean();

        Outcome outcome = _engine.Run("Get-PmCredential | Get-PmMarginForceOrder -All");

        Check(outcome, "ApiKeyRejected", ErrorCategory.PermissionDenied, "a");
        Assert.Equal(3, outcome.Output.Count);
    }

    [Fact]
    public void A_failed_call_of_its_own_ends_and_can_be_caught()
    {
        Outcome outcome = _engine.Run("try { Get-PmMarginForceOrder; 'went on' } catch { 'caught ' + $_.FullyQualifiedErrorId }");

        Assert.StartsWith("caught CredentialNotSet,", Assert.Single(outcome.Output).ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public void Every_known_failure_has_a_record_of_its_own()
    {
        const string Exceptions = """
            foreach ($type in [PortfolioMargin.PortfolioMarginException].Assembly.GetExportedTypes()) {
                if ($type.IsSubclassOf([PortfolioMargin.PortfolioMarginException]) -and -not $type.IsAbstract) { $type.Name -replace 'Exception$' }
            }
            """;

        // Two kinds have an exception for what the exchange refused, and one for what was never sent.
        string[] shared = ["ParameterRefused", "TimeRangeRefused"];
        string[] ids = [.. _engine.Run(AllAdvice + ".Id").EnsureClean().Output.Select(id => id.ToString()).Order()];
        Assert.Equal(ids, _engine.Run(Exceptions).EnsureClean().Output.Select(id => id.ToString()).Except(shared).Order());
        Assert.Subset(ids.ToHashSet(), TellingWords.Keys.ToHashSet());
    }

    [Fact]
    public void All_advice_speaks_of_what_helps() => Assert.All(_engine.Run(AllAdvice).EnsureClean().Output, advice =>
    {
        string action = (string)advice.Properties["RecommendedAction"].Value;
        Assert.EndsWith(".", action, StringComparison.Ordinal);
        Assert.Contains(TellingWords.GetValueOrDefault((string)advice.Properties["Id"].Value, " "), action, StringComparison.Ordinal);
    });

    [Theory]
    [InlineData("Set-PmCredential -Sandbox -SandboxFault nonsense", "Get-Help Set-PmCredential -Full")]
    [InlineData("Set-PmCredential -ApiKey 'a b' -ApiSecret $secret", "Get-Help Set-PmCredential -Full")]
    [InlineData("Set-PmCredential -Sandbox:$false", "Get-Help Set-PmCredential -Full")]
    [InlineData("Set-PmCredential -Sandbox -SandboxFault '1:-1102'; Get-PmMarginForceOrder", "Get-Help Get-PmMarginForceOrder -Full")]
    [InlineData("Set-PmCredential -Sandbox; Test-PmCredential -Proxy ftp://x", "Get-Help Test-PmCredential -Full")]
    public void Advice_fits_the_cmdlet_that_failed(string script, string advice)
    {
        Outcome outcome = _engine.Run(script, ("secret", Secure.Text(Secrets.ApiSecret)));

        string told = outcome.Errors.Count > 0
            ? outcome.Error.ErrorDetails.RecommendedAction
            : (string)Assert.Single(outcome.Output).Properties["Message"].Value;
        Assert.Contains(advice, told, StringComparison.Ordinal);
    }

    [Fact]
    public void A_message_begins_with_what_is_wrong_and_ends_with_the_request()
    {
        using var exchange = new CannedExchange(CannedExchange.Refusal(400, -1022, "Signature for this request is not valid."));
        _engine.SetCredential(exchange.BaseUri).EnsureClean();

        string message = _engine.Run("Get-PmMarginForceOrder").Error.Exception.Message;

        Assert.Matches(@"^The exchange rejected the signature \(-1022: Signature for this request is not valid\)\. GET /papi/v1/margin/forceOrders, tried once, \d", message);
    }

    [Fact]
    public void Nothing_that_was_never_sent_is_a_failed_request()
    {
        Assert.False(IsFailedRequest(_engine.Run("Set-PmCredential -Sandbox -SandboxFault nonsense").Error));
        _engine.Run("Set-PmCredential -Sandbox -SandboxFault '1:-1102'").EnsureClean();
        Assert.False(IsFailedRequest(_engine.Run("Get-PmMarginForceOrder -StartTime 2000 -EndTime 1000").Error));
        Assert.True(IsFailedRequest(_engine.Run("Get-PmMarginForceOrder").Error));

        static bool IsFailedRequest(ErrorRecord error) => error.Exception.GetType().BaseType!.FullName == "PortfolioMargin.RequestException";
    }

    private const string AllAdvice =
        "[PortfolioMargin.PmCredential].Assembly.GetType('PortfolioMargin.Errors.ErrorAdvice').GetProperty('All', [Reflection.BindingFlags]'Static, NonPublic').GetValue($null)";

    [Fact]
    public void A_failure_of_a_kind_that_is_not_known_is_an_error_like_any_other()
    {
        const string Unknown = """
            class UnheardOfException : PortfolioMargin.PortfolioMarginException { UnheardOfException() : base('Unheard of.', $null) {} }
            $records = [PortfolioMargin.PmCredential].Assembly.GetType('PortfolioMargin.Errors.ErrorRecords')
            $records.GetMethod('From', [Reflection.BindingFlags]'Static, NonPublic').Invoke($null, @([UnheardOfException]::new(), 'desk', 'Get-PmCredential', $null))
            """;

        var record = (ErrorRecord)Assert.Single(_engine.Run(Unknown).EnsureClean().Output).BaseObject;

        Assert.Equal(("PortfolioMarginFailure", ErrorCategory.InvalidOperation), (record.FullyQualifiedErrorId, record.CategoryInfo.Category));
        Assert.Equal("Unheard of.", record.ErrorDetails.Message);
    }

    internal static void Check(Outcome outcome, string id, ErrorCategory category, object target)
    {
        ErrorRecord error = outcome.Error;
        Assert.Equal(id, outcome.ErrorId);
        Assert.Equal(category, error.CategoryInfo.Category);
        Assert.Equal(target, error.TargetObject);
        Assert.EndsWith(error.Exception.Message, error.ErrorDetails.Message, StringComparison.Ordinal);
        Assert.Contains(TellingWords[id], error.ErrorDetails.RecommendedAction, StringComparison.Ordinal);
    }
}
