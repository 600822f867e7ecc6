using System.Management.Automation;
using System.Net;
using PortfolioMargin.Parameters;
using PortfolioMargin.Profiles;

namespace PortfolioMargin.Cmdlets;

/// <summary>What the cmdlets share that ask the exchange: which profile, and how the network is used.</summary>
public abstract class PmRequestCmdlet : PmCmdlet
{
    /// <summary>What a timer of the .NET Framework can measure: 2^31 milliseconds.</summary>
    private const int MaximumSeconds = int.MaxValue / 1000;

    private readonly ReportQueue _reports = new();
    private ApiCredential? _oneCallCredential;
    private Profile? _profile;
    private RequestProgress? _progress;
    private bool _isOneOfSeveral;

    /// <summary>Which credentials: names given to <c>Set-PmCredential</c>, and wildcard patterns.</summary>
    [Parameter(Position = 0, ValueFromPipelineByPropertyName = true)]
    [Alias("Name")]
    [ValidateNotNullOrEmpty]
    [SupportsWildcards]
    [ArgumentCompleter(typeof(ProfileNameCompleter))]
    public string[] ProfileName { get; set; } = [DefaultProfileName];

    /// <summary>
    /// A credential for this call only: user name = API key, password = secret, or the text of a PEM private key. With
    /// <see cref="ProfileName"/> as well, it is used at that profile's exchange.
    /// </summary>
    [Parameter]
    [Credential]
    [ValidateNotNull]
    [ArgumentCompleter(typeof(NothingCompleter))]
    public PSCredential? Credential { get; set; }

    /// <summary>How long, in milliseconds, the exchange may take the request after its timestamp. The exchange's default is 5000.</summary>
    [Parameter]
    [ValidateRange(1, ClientOptions.MaximumReceiveWindow)]
    [ArgumentCompleter(typeof(NothingCompleter))]
    public int RecvWindow { get; set; }

    /// <summary>The proxy to go through, instead of the system's.</summary>
    [Parameter]
    [ValidateNotNull]
    [ArgumentCompleter(typeof(NothingCompleter))]
    public Uri? Proxy { get; set; }

    /// <summary>User name and password for the proxy.</summary>
    [Parameter]
    [Credential]
    [ValidateNotNull]
    [ArgumentCompleter(typeof(NothingCompleter))]
    public PSCredential? ProxyCredential { get; set; }

    /// <summary>How long, in seconds, an answer may take to begin. 0 means without limit.</summary>
    [Parameter]
    [ValidateRange(0, MaximumSeconds)]
    [ArgumentCompleter(typeof(NothingCompleter))]
    public int ConnectionTimeoutSeconds { get; set; } = 30;

    /// <summary>How long, in seconds, an answer may be silent once it has begun. 0 means without limit.</summary>
    [Parameter]
    [ValidateRange(0, MaximumSeconds)]
    [ArgumentCompleter(typeof(NothingCompleter))]
    public int OperationTimeoutSeconds { get; set; } = 30;

    /// <summary>How often a request that failed for a passing reason is repeated.</summary>
    [Parameter]
    [ValidateRange(0, 1000)]
    [ArgumentCompleter(typeof(NothingCompleter))]
    public int MaximumRetryCount { get; set; } = ClientOptions.DefaultMaximumRetryCount;

    /// <summary>What errors are about: the profile; a credential given for one call has no name but its parameter's.</summary>
    private protected string ErrorTarget => Credential is null ? _profile?.Name ?? ProfileName[0] : nameof(Credential);

    /// <summary>What the last <see cref="Connect"/> went by, as far as it was found.</summary>
    private protected (string? ProfileName, KeyType? KeyType, Uri? BaseUri) Connected => Credential is null
        ? (ErrorTarget, _profile?.KeyType, _profile?.BaseUri)
        : (null, _oneCallCredential?.Signer.KeyType, _profile?.BaseUri ?? ClientOptions.DefaultBaseUri);

    /// <summary>The profile that is asked now; <see langword="null"/> for a credential given for one call alone.</summary>
    private protected Profile? CurrentProfile => _profile;

    /// <inheritdoc/>
    private protected override string? NamedProfile =>
        Credential is null && _profile is not null && (_isOneOfSeveral || IsBound(nameof(ProfileName))) ? _profile.Name : null;

    /// <summary>The failure of one of several profiles is an error of that profile, and the next one goes on.</summary>
    private protected override bool FailureEndsCommand => !_isOneOfSeveral && base.FailureEndsCommand;

    /// <inheritdoc/>
    private protected override IEnumerable<string> SecretParameters => [nameof(Credential), nameof(ProxyCredential)];

    /// <summary>What is shown while the exchange is asked.</summary>
    private protected RequestProgress Progress => _progress ??= new RequestProgress(this, MaximumRetryCount + 1);

    /// <summary>
    /// Does something with the exchange of each profile that the parameters name, one after the other. A name or pattern without a
    /// profile is a failure.
    /// </summary>
    private protected void ForEachProfile(Action action)
    {
        _profile = null;
        if (Credential is not null && !IsBound(nameof(ProfileName)))
        {
            Run(action);
            return;
        }

        _isOneOfSeveral = ProfileName.Length > 1;
        IReadOnlyList<Profile> profiles = ResolveProfiles(ProfileName, Profiles.ResolveAny);
        _isOneOfSeveral = profiles.Count > 1 || _isOneOfSeveral;
        foreach (Profile profile in profiles)
        {
            _profile = profile;
            Run(action);
        }
    }

    /// <summary>The market that is asked now, when a failure is one of a market.</summary>
    private protected virtual ForceOrderMarket? FailedMarket => null;

    /// <summary>The error of a market says which one it is.</summary>
    private protected override ErrorRecord MakeRecord(PortfolioMarginException failure, object? target)
    {
        ErrorRecord record = base.MakeRecord(failure, target);
        if (FailedMarket is { } market && failure is not HistoryLimitException)
        {
            record.ErrorDetails = new ErrorDetails($"{market} orders: {record.ErrorDetails.Message}") { RecommendedAction = record.ErrorDetails.RecommendedAction };
        }

        return record;
    }

    /// <summary>Says what -AutoCloseType leaves out, and ends the command when nothing is left.</summary>
    private protected void CheckMarkets(ForceOrderMarket[] markets, AutoCloseType? type)
    {
        if (type is null || !markets.Contains(ForceOrderMarket.Margin))
        {
            return;
        }

        if (MarketSelection.Of(markets, type).Length == 0)
        {
            Report(MarketSelection.NothingLeft(), nameof(AutoCloseType), endsCommand: true);
        }

        if (IsBound("Market"))
        {
            WriteWarning($"{MarketSelection.MarginDoesNotTell}: with -AutoCloseType they are left out.");
        }
    }

    /// <summary>A client for the profile that is asked now.</summary>
    /// <exception cref="CredentialException">Its key cannot be read.</exception>
    private protected IPortfolioMarginClient Connect()
    {
        ApiCredential credential = Credential is null
            ? Open(_profile!)
            : _oneCallCredential ??= ReadKey(CredentialSource.Credential, reading => ClientBridge.FromUserAndPassword(Credential, reading));
        return ClientBridge.Connect(new ClientOptions
        {
            ApiKey = credential.ApiKey,
            Signer = credential.Signer,
            BaseUri = _profile?.BaseUri ?? ClientOptions.DefaultBaseUri,
            Exchange = _profile?.Exchange,
            ProfileName = Credential is null ? _profile!.Name : null,
            ReceiveWindow = RecvWindow == 0 ? null : RecvWindow,
            Proxy = Proxy,
            ProxyCredential = (ICredentials?)ProxyCredential?.GetNetworkCredential(),
            ConnectionTimeout = Timeout(ConnectionTimeoutSeconds),
            OperationTimeout = Timeout(OperationTimeoutSeconds),
            MaximumRetryCount = MaximumRetryCount,
            Observer = _reports.ObserverFor(NamedProfile),
        });
    }

    /// <summary>
    /// Waits for work of the client on the pipeline's thread, and meanwhile writes what the client reports: only this thread may write.
    /// </summary>
    /// <exception cref="PipelineStoppedException">The user stopped the pipeline.</exception>
    /// <exception cref="PortfolioMarginException">The work failed.</exception>
    private protected T Wait<T>(Func<CancellationToken, Task<T>> start)
    {
        Task<T> work = start(StopToken);
        foreach (ClientReport? report in _reports.ReadUntil(work, RequestProgress.Tick))
        {
            Hear(report);
            Progress.Hear(report?.Content);
        }

        try
        {
            return work.GetAwaiter().GetResult();
        }
        catch (OperationCanceledException) when (StopToken.IsCancellationRequested)
        {
            throw new PipelineStoppedException();
        }
    }

    /// <inheritdoc/>
    private protected override void OnFailure() => Progress.End();

    private void Run(Action action)
    {
        Progress.Begin(NamedProfile);
        try
        {
            action();
        }
        finally
        {
            Progress.End();
        }
    }

    /// <summary>A vault is asked on this thread, so nothing can be written until it answers: what is waited for is said before.</summary>
    private ApiCredential Open(Profile profile)
    {
        if (profile.IsInVault)
        {
            Progress.Show("Asking the vault for the credential");
        }

        return ReadKey(profile.Source, reading => profile.Open(this, reading));
    }

    /// <summary>Writes what the client reports: a warning as such, all else as one verbose line. <see langword="null"/> when it was silent for a while.</summary>
    private protected virtual void Hear(ClientReport? report)
    {
        switch (report?.Content)
        {
            case RequestReport request:
                WriteVerbose(VerboseLines.For(request, report.Profile));
                break;
            case WaitReport wait:
                WriteVerbose(VerboseLines.For(wait, report.Profile));
                break;
            case ClientNotice notice:
                WriteVerbose(VerboseLines.For(notice.Message, report.Profile));
                break;
            case ClientWarning warning:
                WriteWarning(VerboseLines.For(warning.Message, report.Profile));
                break;
        }
    }

    /// <inheritdoc/>
    protected override void Dispose(bool disposing)
    {
        base.Dispose(disposing);
        if (disposing)
        {
            _oneCallCredential?.Dispose();
        }
    }

    private static TimeSpan Timeout(int seconds) =>
        seconds == 0 ? System.Threading.Timeout.InfiniteTimeSpan : TimeSpan.FromSeconds(seconds);
}
