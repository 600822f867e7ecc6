namespace PortfolioMargin.Errors;

/// <summary>What a person does next about a key that cannot be read: it depends on where the key was given.</summary>
internal static class KeyAdvice
{
    private const string Kinds = "an RSA or Ed25519 private key in PEM form";
    private const string Variables = "BINANCE_API_KEY and exactly one of BINANCE_API_SECRET, BINANCE_PRIVATE_KEY and BINANCE_PRIVATE_KEY_PATH";
    private const string More = " See Get-Help Set-PmCredential -Full.";

    private static readonly Dictionary<(Type, CredentialSource), string> BySource = new()
    {
        [(typeof(InvalidParameterException), CredentialSource.Secret)] =
            "Give -ApiKey and -ApiSecret as the exchange shows them. A private key is given with -PrivateKeyPath, or as the password of -Credential." + More,
        [(typeof(InvalidParameterException), CredentialSource.PrivateKey)] = "Give -ApiKey as the exchange shows it." + More,
        [(typeof(InvalidParameterException), CredentialSource.Credential)] =
            "Give the API key as the user name, and as the password the API secret or the text of " + Kinds + "." + More,
        [(typeof(InvalidParameterException), CredentialSource.Vault)] =
            "Set the secret anew with Set-Secret: the API secret as the exchange shows it, or the text of " + Kinds + "." + More,
        [(typeof(InvalidParameterException), CredentialSource.Environment)] =
            "Set " + Variables + ", each copied in one piece, and remove the others." + More,

        [(typeof(PrivateKeyUnreadableException), CredentialSource.Credential)] =
            "The password must hold the API secret, or the whole text of " + Kinds + ".",
        [(typeof(PrivateKeyUnreadableException), CredentialSource.Vault)] =
            "Set the secret anew with Set-Secret: it must hold the whole text of " + Kinds + ".",
        [(typeof(PrivateKeyUnreadableException), CredentialSource.Environment)] =
            "Set BINANCE_PRIVATE_KEY to the whole text of " + Kinds + ", with line breaks or with \\n, or BINANCE_PRIVATE_KEY_PATH to the path of such a file.",

        [(typeof(PassphraseRequiredException), CredentialSource.Credential)] =
            "A PSCredential has no place for a passphrase: use Set-PmCredential with -PrivateKeyPath and -Passphrase, or a vault.",
        [(typeof(PassphraseRequiredException), CredentialSource.Vault)] =
            "The private key is encrypted: keep it in the vault as a hashtable with ApiKey, PrivateKey and Passphrase.",
        [(typeof(PassphraseRequiredException), CredentialSource.Environment)] =
            "The private key is encrypted: set BINANCE_PRIVATE_KEY_PASSPHRASE to its passphrase.",

        [(typeof(WrongPassphraseException), CredentialSource.Vault)] =
            "Correct Passphrase in the hashtable that the vault keeps; a passphrase is case-sensitive.",
        [(typeof(WrongPassphraseException), CredentialSource.Environment)] =
            "Set BINANCE_PRIVATE_KEY_PASSPHRASE to the passphrase that the private key was encrypted with, without quotation marks; it is case-sensitive.",
    };

    /// <summary>The advice, or <see langword="null"/> when it is the same wherever the key was given.</summary>
    internal static string? For(PortfolioMarginException failure, CredentialSource source) =>
        BySource.TryGetValue((failure.GetType(), source), out string? advice) ? advice : null;
}
