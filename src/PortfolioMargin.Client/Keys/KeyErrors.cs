namespace PortfolioMargin.Client.Keys;

/// <summary>The errors of reading a private key: each says where the key is from, what is wrong with it, and what is needed.</summary>
/// <param name="place">Where the key is from, for example <c>file '/home/me/key.pem'</c>.</param>
internal sealed class KeyErrors(string place)
{
    /// <summary>What is needed.</summary>
    public const string Needed = "What is needed is an Ed25519 or RSA private key as PEM text";

    /// <summary>How a file that holds another kind of key is mended.</summary>
    public const string MakeNew = Needed + ". 'openssl genpkey -algorithm ed25519 -aes-256-cbc -out key.pem' makes one.";

    /// <summary>How a supported key in an unsupported wrapping is mended.</summary>
    public const string Rewrap = Needed + ". 'openssl pkcs8 -topk8 -v2 aes-256-cbc -in OLD -out NEW' writes a key in a form that can be read.";

    /// <summary>The key cannot be used.</summary>
    /// <param name="problem">What is wrong with the place: goes on after "it", and ends with its own full stop.</param>
    /// <param name="cause">What caused it.</param>
    public PrivateKeyUnreadableException Unreadable(string problem, Exception? cause = null) =>
        new($"The private key cannot be read from {place}: it {problem}", cause);

    /// <summary>The key is there, but its text was damaged.</summary>
    public PrivateKeyUnreadableException Damaged() =>
        Unreadable("is damaged: what stands between its first and last line is not a whole key. Copy it again, in one piece.");

    /// <summary>The key is encrypted and no passphrase was given.</summary>
    public PassphraseRequiredException PassphraseRequired() =>
        new($"The private key in {place} is encrypted: its passphrase is needed.");

    /// <summary>The passphrase does not open the key.</summary>
    public WrongPassphraseException WrongPassphrase() =>
        new($"The passphrase does not open the private key in {place}.");
}
