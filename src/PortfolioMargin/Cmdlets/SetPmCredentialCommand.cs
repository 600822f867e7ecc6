using System.Collections;
using System.Management.Automation;
using System.Security;
using PortfolioMargin.Parameters;
using PortfolioMargin.Profiles;

namespace PortfolioMargin.Cmdlets;

/// <summary>Sets one credential profile for this runspace. Nothing is written to disk.</summary>
[Cmdlet(VerbsCommon.Set, "PmCredential", DefaultParameterSetName = nameof(CredentialSource.Secret), SupportsShouldProcess = true)]
[OutputType(typeof(PmCredential))]
public sealed class SetPmCredentialCommand : PmCmdlet
{
    private const string SecretSet = nameof(CredentialSource.Secret);
    private const string CredentialSet = nameof(CredentialSource.Credential);
    private const string PrivateKeySet = nameof(CredentialSource.PrivateKey);
    private const string VaultSet = nameof(CredentialSource.Vault);
    private const string EnvironmentSet = nameof(CredentialSource.Environment);
    private const string SandboxSet = nameof(CredentialSource.Sandbox);
    private const string RowSet = "Row";

    /// <summary>
    /// A row of a table of accounts, as Import-Csv reads it: ProfileName, with SecretName and maybe VaultName, or with ApiKey and
    /// PrivateKeyPath; maybe BaseUri. An empty cell counts as not given.
    /// </summary>
    /// <remarks>
    /// No parameter takes its value from the pipeline by property name: where the engine cannot bind one, it keeps the whole row in $Error, and
    /// with it the key.
    /// </remarks>
    [Parameter(ParameterSetName = RowSet, Mandatory = true, ValueFromPipeline = true)]
    [ValidateNotNull]
    [ArgumentCompleter(typeof(NothingCompleter))]
    public PSObject? InputObject { get; set; }

    /// <summary>The API key. With a vault: only when the vault does not hold it.</summary>
    [Parameter(ParameterSetName = SecretSet, Mandatory = true)]
    [Parameter(ParameterSetName = PrivateKeySet, Mandatory = true)]
    [Parameter(ParameterSetName = VaultSet)]
    [ValidateNotNullOrEmpty]
    [ArgumentCompleter(typeof(NothingCompleter))]
    public string? ApiKey { get; set; }

    /// <summary>The API secret. Asked for, masked, when left out.</summary>
    /// <remarks>The alias keeps <c>-Secret</c> from being taken for the beginning of <c>-SecretName</c>, which is shown in messages.</remarks>
    [Parameter(ParameterSetName = SecretSet, Mandatory = true)]
    [Alias("Secret")]
    [SecretText]
    [ArgumentCompleter(typeof(NothingCompleter))]
    public SecureString? ApiSecret { get; set; }

    /// <summary>User name = API key, password = secret, or the text of a PEM private key.</summary>
    [Parameter(ParameterSetName = CredentialSet, Mandatory = true)]
    [Credential]
    [ValidateNotNull]
    [ArgumentCompleter(typeof(NothingCompleter))]
    public PSCredential? Credential { get; set; }

    /// <summary>The file of an RSA or Ed25519 private key in PEM form; which one it is, is told from the file.</summary>
    [Parameter(ParameterSetName = PrivateKeySet, Mandatory = true)]
    [ValidateNotNullOrEmpty]
    public string? PrivateKeyPath { get; set; }

    /// <summary>The passphrase of the private key, when it is encrypted.</summary>
    [Parameter(ParameterSetName = PrivateKeySet)]
    [Parameter(ParameterSetName = RowSet)]
    [SecretText]
    [ArgumentCompleter(typeof(NothingCompleter))]
    public SecureString? Passphrase { get; set; }

    /// <summary>The name of a secret in a SecretManagement vault. It is read when it is first needed.</summary>
    [Parameter(ParameterSetName = VaultSet, Mandatory = true)]
    [ValidateNotNullOrEmpty]
    [ArgumentCompleter(typeof(SecretCompleter))]
    public string? SecretName { get; set; }

    /// <summary>The vault. When left out, SecretManagement looks into the default vault, then into the others.</summary>
    [Parameter(ParameterSetName = VaultSet)]
    [ValidateNotNullOrEmpty]
    [ArgumentCompleter(typeof(SecretCompleter))]
    public string? VaultName { get; set; }

    /// <summary>
    /// Takes the credential from BINANCE_API_KEY with exactly one of BINANCE_API_SECRET, BINANCE_PRIVATE_KEY (PEM text) and
    /// BINANCE_PRIVATE_KEY_PATH; BINANCE_PRIVATE_KEY_PASSPHRASE opens a private key that is encrypted.
    /// </summary>
    [Parameter(ParameterSetName = EnvironmentSet, Mandatory = true)]
    public SwitchParameter FromEnvironment { get; set; }

    /// <summary>Uses the embedded exchange: made-up orders, no account, no network.</summary>
    [Parameter(ParameterSetName = SandboxSet, Mandatory = true)]
    public SwitchParameter Sandbox { get; set; }

    /// <summary>How many orders each list of the embedded exchange has.</summary>
    [Parameter(ParameterSetName = SandboxSet)]
    [ValidateRange(0, 1_000_000)]
    [ArgumentCompleter(typeof(NothingCompleter))]
    public int SandboxOrderCount { get; set; }

    /// <summary>How much weight the embedded exchange allows in a minute.</summary>
    [Parameter(ParameterSetName = SandboxSet)]
    [ValidateRange(1, 6000)]
    [ArgumentCompleter(typeof(NothingCompleter))]
    public int SandboxWeightLimit { get; set; }

    /// <summary>How long, in milliseconds, each answer of the embedded exchange takes.</summary>
    [Parameter(ParameterSetName = SandboxSet)]
    [ValidateRange(0, 600_000)]
    [ArgumentCompleter(typeof(NothingCompleter))]
    public int SandboxLatencyMilliseconds { get; set; }

    /// <summary>
    /// What goes wrong, or changes, at which request to the embedded exchange, counted from 1: <c>2:503</c>,
    /// <c>3:429/2 5-7:reset 1-@um:window/7d/newest</c>. docs/sandbox.md lists the words.
    /// </summary>
    [Parameter(ParameterSetName = SandboxSet)]
    [ValidateNotNullOrEmpty]
    [ArgumentCompleter(typeof(SandboxFaultCompleter))]
    public string? SandboxFault { get; set; }

    /// <summary>The profile's name.</summary>
    [Parameter]
    [Alias("Name")]
    [ValidateNewProfileName]
    [ArgumentCompleter(typeof(ProfileNameCompleter))]
    public string ProfileName { get; set; } = DefaultProfileName;

    /// <summary>
    /// Where requests go, when not to Binance: https, or http to this machine itself. An embedded exchange answers whatever address it has.
    /// </summary>
    [Parameter(ParameterSetName = SecretSet)]
    [Parameter(ParameterSetName = CredentialSet)]
    [Parameter(ParameterSetName = PrivateKeySet)]
    [Parameter(ParameterSetName = VaultSet)]
    [Parameter(ParameterSetName = EnvironmentSet)]
    [Parameter(ParameterSetName = SandboxSet)]
    [Parameter(ParameterSetName = RowSet)]
    [ValidateNotNull]
    [ArgumentCompleter(typeof(BaseUriCompleter))]
    public Uri? BaseUri { get; set; }

    /// <summary>Shows the profile, as Get-PmCredential does.</summary>
    [Parameter]
    public SwitchParameter PassThru { get; set; }

    /// <inheritdoc/>
    private protected override IEnumerable<string> SecretParameters => [nameof(ApiKey), nameof(ApiSecret), nameof(Credential), nameof(Passphrase), nameof(InputObject)];

    /// <summary>Sets the profile.</summary>
    protected override void ProcessRecord()
    {
        RefuseSwitchedOff(FromEnvironment, nameof(FromEnvironment));
        RefuseSwitchedOff(Sandbox, nameof(Sandbox));
        if ((ParameterSetName == RowSet && !Try(ReadRow, Cell(nameof(ProfileName)), out _)) || !Try(CheckAddress, ErrorTarget, out _))
        {
            return;
        }

        if (!ShouldProcess($"profile '{ProfileName}' ({Place})", Profiles.Contains(ProfileName) ? "Replace credential" : "Set credential")
            || !Try(MakeProfile, ErrorTarget, out var profile))
        {
            return;
        }

        Profiles.Set(profile);
        if (PassThru)
        {
            WriteObject(profile.Describe());
        }
    }

    /// <summary>A switch that names where the credential comes from, and says that it does not.</summary>
    private void RefuseSwitchedOff(SwitchParameter source, string name)
    {
        if (IsBound(name) && !source)
        {
            Report(new InvalidParameterException($"-{name}:$false names no credential. Leave the parameter out, and give another."), name, endsCommand: true);
        }
    }

    private string Place => Sandbox ? "sandbox" : Address.IsAbsoluteUri ? Address.Host : Address.ToString();

    private Uri Address => BaseUri ?? ClientOptions.DefaultBaseUri;

    /// <summary>What a failure is about: the thing that the user named.</summary>
    private object ErrorTarget => Source switch
    {
        CredentialSource.PrivateKey => PrivateKeyPath!,
        CredentialSource.Vault => SecretName!,
        _ => ProfileName,
    };

    private bool CheckAddress()
    {
        ClientBridge.EnsureUsable(Address);
        return true;
    }

    private Profile MakeProfile()
    {
        if (Source == CredentialSource.Sandbox)
        {
            return SandboxBridge.MakeProfile(ProfileName, BaseUri, new SandboxSettings
            {
                OrderCount = IsBound(nameof(SandboxOrderCount)) ? SandboxOrderCount : null,
                WeightLimit = IsBound(nameof(SandboxWeightLimit)) ? SandboxWeightLimit : null,
                Faults = SandboxFault,
                Latency = TimeSpan.FromMilliseconds(SandboxLatencyMilliseconds),
            });
        }

        return Source == CredentialSource.Vault
            ? new Profile(ProfileName, Address, new VaultSecret(SecretName!, VaultName, ApiKey))
            : new Profile(ProfileName, Source, Address, ReadKey(Source, ReadCredential));
    }

    private CredentialSource Source => ParameterSetName == RowSet
        ? SecretName is null ? CredentialSource.PrivateKey : CredentialSource.Vault
        : Enum.TryParse(ParameterSetName, out CredentialSource source) ? source : throw new InvalidOperationException();

    /// <summary>Takes the parameters from a row.</summary>
    /// <exception cref="InvalidParameterException">The row does not name one credential.</exception>
    private bool ReadRow()
    {
        if (!IsBound(nameof(ProfileName)))
        {
            ProfileName = Cell(nameof(ProfileName)) ?? DefaultProfileName;
            if (ValidateNewProfileNameAttribute.Complaint(ProfileName) is { } complaint)
            {
                throw new InvalidParameterException(complaint);
            }
        }

        (SecretName, VaultName) = (Cell(nameof(SecretName)), Cell(nameof(VaultName)));
        (ApiKey, PrivateKeyPath) = (Cell(nameof(ApiKey)), Cell(nameof(PrivateKeyPath)));
        if (!IsBound(nameof(BaseUri)))
        {
            BaseUri = Cell(nameof(BaseUri)) is not { } text ? null
                : Uri.TryCreate(text, UriKind.Absolute, out Uri? address) ? address
                : throw new InvalidParameterException($"The BaseUri of profile '{ProfileName}' is no address.");
        }

        bool isOneCredential = SecretName is null ? ApiKey is not null && PrivateKeyPath is not null : PrivateKeyPath is null;
        return isOneCredential
            ? true
            : throw new InvalidParameterException($"The row of profile '{ProfileName}' must have either SecretName, or ApiKey and PrivateKeyPath.");
    }

    /// <summary>A cell of the row; <see langword="null"/> when it is not there or empty.</summary>
    private string? Cell(string name)
    {
        object? value = InputObject!.BaseObject is IDictionary table ? table[name] : InputObject.Properties[name]?.Value;
        return value?.ToString() is { } text && !string.IsNullOrWhiteSpace(text) ? text : null;
    }

    private ApiCredential ReadCredential(KeyReading reading) => Source switch
    {
        CredentialSource.Secret => ClientBridge.FromSecret(ApiKey!, ApiSecret!, reading),
        CredentialSource.Credential => ClientBridge.FromUserAndPassword(Credential!, reading),
        CredentialSource.PrivateKey => ClientBridge.FromPrivateKeyFile(ApiKey!, FindFile(PrivateKeyPath!), Passphrase, reading),
        CredentialSource.Environment => EnvironmentCredential.Read(FindFile, reading),
        _ => throw new InvalidOperationException($"Parameter set {ParameterSetName} has no credential."),
    };

    private string FindFile(string path) => FileSystemPath.Find(SessionState, path, reason => new PrivateKeyUnreadableException($"The path of the private key {reason}."));
}
