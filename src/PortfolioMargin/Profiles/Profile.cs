using System.Management.Automation;

namespace PortfolioMargin.Profiles;

/// <summary>One credential profile: where its exchange is and what signs for it.</summary>
internal sealed class Profile : IDisposable
{
    private readonly VaultSecret? _vaultSecret;
    private ApiCredential? _credential;

    /// <summary>Makes a profile whose key is known.</summary>
    internal Profile(string name, CredentialSource source, Uri baseUri, ApiCredential credential, HttpMessageHandler? exchange = null)
    {
        Name = name;
        Source = source;
        BaseUri = baseUri;
        Exchange = exchange;
        _credential = credential;
    }

    /// <summary>Makes a profile whose key is read from a vault when it is first needed.</summary>
    internal Profile(string name, Uri baseUri, VaultSecret vaultSecret)
    {
        Name = name;
        Source = CredentialSource.Vault;
        BaseUri = baseUri;
        _vaultSecret = vaultSecret;
    }

    internal string Name { get; }

    internal CredentialSource Source { get; }

    internal Uri BaseUri { get; }

    /// <summary>Answers in place of the network, for the sandbox.</summary>
    internal HttpMessageHandler? Exchange { get; }

    /// <summary>Where its requests go, in a word for people.</summary>
    internal string Place => Source == CredentialSource.Sandbox ? "sandbox" : BaseUri.Host;

    /// <summary>The key that signs; <see langword="null"/> while it has not been read from its vault.</summary>
    internal KeyType? KeyType => _credential?.Signer.KeyType;

    /// <summary>Whether its key has still to be read from a vault.</summary>
    internal bool IsInVault => _credential is null;

    /// <summary>Whether the profile was removed or replaced, also while a call with it is under way.</summary>
    internal bool IsRemoved { get; private set; }

    /// <summary>The key and its signer, read from the vault now if need be.</summary>
    /// <param name="cmdlet">The running cmdlet, through which the vault is asked.</param>
    /// <param name="reading">How it reads a key.</param>
    /// <exception cref="CredentialException">The vault cannot be read, or the profile is there no more.</exception>
    internal ApiCredential Open(PSCmdlet cmdlet, KeyReading reading) => IsRemoved
        ? throw new CredentialNotSetException($"The credential of profile '{Name}' was removed or replaced while it was in use.")
        : _credential ??= _vaultSecret!.Read(cmdlet, reading);

    /// <summary>What a user may see of it.</summary>
    internal PmCredential Describe() => new(
        Name,
        KeyType,
        _credential is null ? null : ClientBridge.MaskApiKey(_credential.ApiKey),
        BaseUri,
        Source);

    public void Dispose()
    {
        IsRemoved = true;
        _credential?.Dispose();
        Exchange?.Dispose();
    }
}

/// <summary>A key, and what signs with its secret. Disposing it zeroes the secret.</summary>
internal sealed class ApiCredential(string apiKey, IRequestSigner signer) : IDisposable
{
    /// <summary>The API key as it is sent.</summary>
    internal string ApiKey { get; } = apiKey;

    /// <summary>Signs with the secret or private key.</summary>
    internal IRequestSigner Signer { get; } = signer;

    public void Dispose() => Signer.Dispose();
}
