using System.Security;

namespace PortfolioMargin.Client.Keys;

/// <summary>
/// Makes signers of what users have: a secret, a key file, or the text of a key. Which kind a private key is, is told from the key.
/// </summary>
/// <remarks>
/// What goes in is read into pinned arrays that are zeroed before a method returns; a signer keeps its own copy and zeroes it
/// when disposed. .NET does not allow that for an RSA key inside the platform's key object, which frees it on disposal, nor for
/// what BouncyCastle copies for itself.
/// </remarks>
public static class RequestSigners
{
    private const string TextName = "the text that was given";
    private const string SecretName = "The API secret";
    private const int LongestPath = 260;

    /// <summary>A signer of the HMAC kind.</summary>
    /// <param name="secret">The API secret; white space, line breaks and quotation marks around it are cut off.</param>
    /// <param name="name">What it is called in messages.</param>
    /// <exception cref="InvalidParameterException">The secret is empty, has a space or the like inside, or is a private key.</exception>
    public static IRequestSigner FromSecret(SecureString secret, string name = SecretName)
    {
        _ = secret ?? throw new ArgumentNullException(nameof(secret));
        using PinnedArray<char> text = SecureStringReader.Read(secret);
        return KeyText.IsIn(text.Items)
            ? throw new InvalidParameterException($"{name} is a private key: give it as a private key, not as a secret.")
            : FromSecret(text.Items, name);
    }

    /// <summary>A signer with the private key of a file. A pipe is read like a file.</summary>
    /// <param name="path">The file's full path.</param>
    /// <param name="passphrase">The passphrase, when the key is encrypted.</param>
    /// <param name="warnings">Takes what is weak about the key or the file: whole sentences, each at most once.</param>
    /// <param name="cancellationToken">Ends the call at once, whatever it waits for.</param>
    /// <exception cref="PrivateKeyUnreadableException">The file is not there, is no private key, or one of a kind that cannot be used.</exception>
    /// <exception cref="PassphraseRequiredException">The key is encrypted and no passphrase was given.</exception>
    /// <exception cref="WrongPassphraseException">The passphrase does not open the key.</exception>
    /// <exception cref="OperationCanceledException">The call was ended.</exception>
    public static IRequestSigner FromPrivateKeyFile(
        string path, SecureString? passphrase, ICollection<string>? warnings = null, CancellationToken cancellationToken = default)
    {
        _ = path ?? throw new ArgumentNullException(nameof(path));
        var errors = new KeyErrors($"file '{SafeText.ForDisplay(path, LongestPath)}'");
        return Read(() => KeyFile.Read(path, errors), passphrase, errors, warnings, cancellationToken);
    }

    /// <summary>A signer with the private key of a PEM text; line breaks may be missing, or written <c>\n</c>.</summary>
    /// <param name="pem">The text, or what stands between its first and last line.</param>
    /// <param name="passphrase">The passphrase, when the key is encrypted.</param>
    /// <param name="name">What the text is called in messages.</param>
    /// <param name="warnings">Takes what is weak about the key: whole sentences, each at most once.</param>
    /// <param name="cancellationToken">Ends the call at once, whatever it waits for.</param>
    /// <exception cref="PrivateKeyUnreadableException">The text is no private key, or one of a kind that cannot be used.</exception>
    /// <exception cref="PassphraseRequiredException">The key is encrypted and no passphrase was given.</exception>
    /// <exception cref="WrongPassphraseException">The passphrase does not open the key.</exception>
    /// <exception cref="OperationCanceledException">The call was ended.</exception>
    public static IRequestSigner FromPrivateKeyText(
        SecureString pem,
        SecureString? passphrase,
        string name = TextName,
        ICollection<string>? warnings = null,
        CancellationToken cancellationToken = default)
    {
        _ = pem ?? throw new ArgumentNullException(nameof(pem));
        PinnedArray<char> text = SecureStringReader.Read(pem);
        return Read(() => text, passphrase, new KeyErrors(name), warnings, cancellationToken);
    }

    /// <summary>A signer with whatever a text is: a private key when it looks like one, else an API secret.</summary>
    /// <param name="text">An API secret, or PEM text, or what stands between its first and last line.</param>
    /// <param name="passphrase">The passphrase, when the text is a key that is encrypted.</param>
    /// <param name="name">What the text is called in messages when it is a private key.</param>
    /// <param name="warnings">Takes what is weak about the key: whole sentences, each at most once.</param>
    /// <param name="cancellationToken">Ends the call at once, whatever it waits for.</param>
    /// <exception cref="InvalidParameterException">The text is an API secret that is empty or has a space or the like inside.</exception>
    /// <exception cref="PrivateKeyUnreadableException">The text is no private key, or one of a kind that cannot be used.</exception>
    /// <exception cref="PassphraseRequiredException">The key is encrypted and no passphrase was given.</exception>
    /// <exception cref="WrongPassphraseException">The passphrase does not open the key.</exception>
    /// <exception cref="OperationCanceledException">The call was ended.</exception>
    public static IRequestSigner FromSecretOrPrivateKey(
        SecureString text,
        SecureString? passphrase,
        string name = TextName,
        ICollection<string>? warnings = null,
        CancellationToken cancellationToken = default)
    {
        _ = text ?? throw new ArgumentNullException(nameof(text));
        using PinnedArray<char> characters = SecureStringReader.Read(text);
        return KeyText.IsIn(characters.Items)
            ? FromPrivateKeyText(text, passphrase, name, warnings, cancellationToken)
            : FromSecret(characters.Items, SecretName);
    }

    private static HmacRequestSigner FromSecret(char[] text, string name) => new(CredentialText.Normalize(text, name));

    private static IRequestSigner Read(
        Func<PinnedArray<char>> open, SecureString? passphrase, KeyErrors errors, ICollection<string>? warnings, CancellationToken cancellationToken)
    {
        // The caller may dispose its passphrase as soon as this method has returned, and after a stop the work goes on.
        SecureString? kept = passphrase?.Copy();
        IRequestSigner signer = StoppableRead.Run(
            () =>
            {
                using SecureString? used = kept;
                using PinnedArray<char> text = open();
                return PrivateKeyReader.Read(text.Items, used, errors);
            },
            cancellationToken);
        foreach (string warning in errors.Warnings)
        {
            warnings?.Add(warning);
        }

        return signer;
    }
}
