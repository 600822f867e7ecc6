using System.Security;

namespace PortfolioMargin.Client.Keys;

/// <summary>
/// Makes signers of what users have: a secret, a key file, or the text of a key. Which kind a private key is, is told from the key.
/// </summary>
/// <remarks>
/// What goes in is read into pinned arrays that are zeroed before a method returns; a signer keeps its own copy and zeroes it
/// when disposed. .NET does not allow that for an RSA key inside the platform's key object, which frees it on disposal, for
/// base64-decoded bytes that the garbage collector may have moved in between, nor for what BouncyCastle copies for itself.
/// </remarks>
public static class RequestSigners
{
    private static readonly KeyErrors GivenText = new("the text that was given");

    /// <summary>A signer of the HMAC kind.</summary>
    /// <param name="secret">The API secret; white space and line breaks around it are cut off.</param>
    /// <exception cref="InvalidParameterException">The secret is empty, has a space or the like inside, or is a private key.</exception>
    public static IRequestSigner FromSecret(SecureString secret)
    {
        _ = secret ?? throw new ArgumentNullException(nameof(secret));
        using PinnedArray<char> text = SecureStringReader.Read(secret);
        return PemBlock.IsIn(text.Items)
            ? throw new InvalidParameterException("The API secret is a private key in PEM form: give it as a private key, not as a secret.")
            : FromSecret(text.Items);
    }

    /// <summary>A signer with the private key of a file.</summary>
    /// <param name="path">The file's full path.</param>
    /// <param name="passphrase">The passphrase, when the key is encrypted.</param>
    /// <exception cref="PrivateKeyUnreadableException">The file is not there, is no private key, or one of a kind that cannot be used.</exception>
    /// <exception cref="PassphraseRequiredException">The key is encrypted and no passphrase was given.</exception>
    /// <exception cref="WrongPassphraseException">The passphrase does not open the key.</exception>
    public static IRequestSigner FromPrivateKeyFile(string path, SecureString? passphrase)
    {
        _ = path ?? throw new ArgumentNullException(nameof(path));
        var errors = new KeyErrors($"file '{path}'");
        using PinnedArray<char> text = KeyFile.Read(path, errors);
        return PrivateKeyReader.Read(text.Items, passphrase, errors);
    }

    /// <summary>A signer with the private key of a PEM text; the text may have lost its line breaks.</summary>
    /// <param name="pem">The text.</param>
    /// <param name="passphrase">The passphrase, when the key is encrypted.</param>
    /// <exception cref="PrivateKeyUnreadableException">The text is no private key, or one of a kind that cannot be used.</exception>
    /// <exception cref="PassphraseRequiredException">The key is encrypted and no passphrase was given.</exception>
    /// <exception cref="WrongPassphraseException">The passphrase does not open the key.</exception>
    public static IRequestSigner FromPrivateKeyText(SecureString pem, SecureString? passphrase)
    {
        _ = pem ?? throw new ArgumentNullException(nameof(pem));
        using PinnedArray<char> text = SecureStringReader.Read(pem);
        return PrivateKeyReader.Read(text.Items, passphrase, GivenText);
    }

    /// <summary>A signer with whatever a text is: a private key when it has the first line of one, else an API secret.</summary>
    /// <param name="text">An API secret, or PEM text.</param>
    /// <param name="passphrase">The passphrase, when the text is a key that is encrypted.</param>
    /// <exception cref="InvalidParameterException">The text is an API secret that is empty or has a space or the like inside.</exception>
    /// <exception cref="PrivateKeyUnreadableException">The text is no private key, or one of a kind that cannot be used.</exception>
    /// <exception cref="PassphraseRequiredException">The key is encrypted and no passphrase was given.</exception>
    /// <exception cref="WrongPassphraseException">The passphrase does not open the key.</exception>
    public static IRequestSigner FromSecretOrPrivateKey(SecureString text, SecureString? passphrase)
    {
        _ = text ?? throw new ArgumentNullException(nameof(text));
        using PinnedArray<char> characters = SecureStringReader.Read(text);
        return PemBlock.IsIn(characters.Items)
            ? PrivateKeyReader.Read(characters.Items, passphrase, GivenText)
            : FromSecret(characters.Items);
    }

    private static HmacRequestSigner FromSecret(char[] text) => new(CredentialText.Normalize(text, "The API secret"));
}
