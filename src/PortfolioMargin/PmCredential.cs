namespace PortfolioMargin;

/// <summary>What may be seen of a credential profile. No secret is in it, and it leads to none.</summary>
public sealed class PmCredential
{
    internal PmCredential(string profileName, KeyType? keyType, string? maskedKey, Uri baseUri, CredentialSource source)
    {
        ProfileName = profileName;
        KeyType = keyType;
        MaskedKey = maskedKey;
        BaseUri = baseUri;
        Source = source;
    }

    /// <summary>The profile's name, as every cmdlet's <c>-ProfileName</c> takes it.</summary>
    public string ProfileName { get; }

    /// <summary>The kind of key; <see langword="null"/> while a vault's secret has not been read.</summary>
    public KeyType? KeyType { get; }

    /// <summary>First and last four characters of the API key; <see langword="null"/> while a vault's secret has not been read.</summary>
    public string? MaskedKey { get; }

    /// <summary>Where requests go.</summary>
    public Uri BaseUri { get; }

    /// <summary>Where the key came from.</summary>
    public CredentialSource Source { get; }

    /// <summary>The profile's name.</summary>
    public override string ToString() => ProfileName;
}
