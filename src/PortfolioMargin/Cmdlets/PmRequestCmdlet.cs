using System.Management.Automation;
using System.Net;
using PortfolioMargin.Accounts;
using PortfolioMargin.Completion;

namespace PortfolioMargin.Cmdlets;

/// <summary>What the cmdlets share that ask the exchange: which account, and how the network is used.</summary>
public abstract class PmRequestCmdlet : PmCmdlet
{
    /// <summary>What a timer of the .NET Framework can measure: 2^31 milliseconds.</summary>
    private const int MaximumSeconds = int.MaxValue / 1000;

    private readonly ClientEvents _events = new();
    private ApiCredential? _oneCallCredential;
    private Profile? _profile;

    /// <summary>Which credential: the name given to <c>Set-PmCredential</c>.</summary>
    [Parameter(Position = 0, ValueFromPipelineByPropertyName = true)]
    [Alias("Name")]
    [ValidateNotNullOrEmpty]
    [ArgumentCompleter(typeof(ProfileNameCompleter))]
    public string ProfileName { get; set; } = DefaultProfileName;

    /// <summary>
    /// A credential for this call only: user name = API key, password = secret, or the text of a PEM private key. With
    /// <see cref="ProfileName"/> as well, it is used at that profile's exchange.
    /// </summary>
    [Parameter]
    [Credential]
    [ValidateNotNull]
    public PSCredential? Credential { get; set; }

    /// <summary>How long, in milliseconds, the exchange may take the request after its timestamp. The exchange's default is 5000.</summary>
    [Parameter]
    [ValidateRange(1, ClientOptions.MaximumReceiveWindow)]
    public int RecvWindow { get; set; }

    /// <summary>The proxy to go through, instead of the system's.</summary>
    [Parameter]
    [ValidateNotNull]
    public Uri? Proxy { get; set; }

    /// <summary>User name and password for the proxy.</summary>
    [Parameter]
    [Credential]
    [ValidateNotNull]
    public PSCredential? ProxyCredential { get; set; }

    /// <summary>How long, in seconds, an answer may take to begin. 0 means without limit.</summary>
    [Parameter]
    [ValidateRange(0, MaximumSeconds)]
    public int ConnectionTimeoutSeconds { get; set; } = 30;

    /// <summary>How long, in seconds, an answer may be silent once it has begun. 0 means without limit.</summary>
    [Parameter]
    [ValidateRange(0, MaximumSeconds)]
    public int OperationTimeoutSeconds { get; set; } = 30;

    /// <summary>How often a request that failed for a passing reason is repeated.</summary>
    [Parameter]
    [ValidateRange(0, 1000)]
    public int MaximumRetryCount { get; set; } = ClientOptions.DefaultMaximumRetryCount;

    /// <summary>What errors are about: the profile; a credential given for one call has no name but its parameter's.</summary>
    private protected string About => Credential is null ? ProfileName : nameof(Credential);

    /// <summary>The account of the last <see cref="Connect"/>, as far as it was found.</summary>
    private protected (KeyType? KeyType, Uri? BaseUri) Account => Credential is null
        ? (_profile?.KeyType, _profile?.BaseUri)
        : (_oneCallCredential?.Signer.KeyType, _profile?.BaseUri ?? ClientOptions.DefaultBaseUri);

    /// <inheritdoc/>
    private protected override string? NamedAccount => Credential is null && IsBound(nameof(ProfileName)) ? ProfileName : null;

    /// <inheritdoc/>
    private protected override IEnumerable<string> SecretParameters => [nameof(Credential), nameof(ProxyCredential)];

    /// <summary>A client for the account that the parameters name.</summary>
    /// <exception cref="CredentialException">There is no such account, or its key cannot be read.</exception>
    private protected IPortfolioMarginClient Connect()
    {
        _profile = null;
        _profile = Credential is null || IsBound(nameof(ProfileName)) ? Profiles.Get(ProfileName) : null;
        ApiCredential credential = Credential is null
            ? ReadKey(_profile!.Source, reading => _profile.Open(this, reading))
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
            Observer = _events,
        });
    }

    /// <summary>
    /// Waits for work of the client on the pipeline's thread, and meanwhile writes what the client tells: only this thread may write.
    /// </summary>
    /// <exception cref="PipelineStoppedException">The user stopped the pipeline.</exception>
    /// <exception cref="PortfolioMarginException">The work failed.</exception>
    private protected T Wait<T>(Func<CancellationToken, Task<T>> start)
    {
        Task<T> work = start(StopToken);
        foreach (object report in _events.Until(work))
        {
            Tell(report);
        }

        try
        {
            return work.GetAwaiter().GetResult();
        }
        catch (OperationCanceledException) when (StopToken.IsCancellationRequested)
        {
            throw new PipelineStoppedException();
        }
        catch (ObjectDisposedException) when (_profile is { IsRemoved: true })
        {
            throw new CredentialNotSetException($"The credential of profile '{ProfileName}' was removed or replaced while it was in use.");
        }
    }

    /// <summary>Writes what the client reports: a warning as such, all else as one verbose line.</summary>
    private protected virtual void Tell(object report)
    {
        switch (report)
        {
            case RequestReport request:
                WriteVerbose(VerboseLines.For(request, NamedAccount));
                break;
            case WaitReport wait:
                WriteVerbose(VerboseLines.For(wait, NamedAccount));
                break;
            case ClientNotice notice:
                WriteVerbose(VerboseLines.For(notice.Message, NamedAccount));
                break;
            case ClientWarning warning:
                WriteWarning(VerboseLines.For(warning.Message, NamedAccount));
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
