namespace PortfolioMargin.Client.Keys;

/// <summary>What is told about a private key that is read: each error says where the key is from, what is wrong with it, and what is needed.</summary>
/// <param name="place">Where the key is from, for example <c>file '/home/me/key.pem'</c>; fit to be shown.</param>
internal sealed class KeyErrors(string place)
{
    /// <summary>What is needed.</summary>
    public const string Needed = "What is needed is an Ed25519 or RSA private key as PEM text";

    /// <summary>How a file that holds another kind of key is mended.</summary>
    public const string MakeNew = Needed + ". 'openssl genpkey -algorithm ed25519 -aes-256-cbc -out key.pem' makes one.";

    /// <summary>How a supported key in an unsupported wrapping is mended.</summary>
    public const string Rewrap = Needed + ". 'openssl pkcs8 -topk8 -v2 aes-256-cbc -in OLD -out NEW' writes a key in a form that can be read.";

    /// <summary>What is weak about a key that can be used all the same: whole sentences.</summary>
    public List<string> Warnings { get; } = [];

    /// <summary>Adds a warning.</summary>
    /// <param name="weakness">Goes on after "The private key in (the place)", and ends with its own full stop.</param>
    public void Warn(string weakness) => Warnings.Add($"The private key in {place} {weakness}");

    /// <summary>The key cannot be used.</summary>
    /// <param name="problem">What is wrong with the place: goes on after "it", and ends with its own full stop.</param>
    /// <param name="cause">What caused it.</param>
    public PrivateKeyUnreadableException Unreadable(string problem, Exception? cause = null) =>
        new($"The private key cannot be read from {place}: it {problem}", cause);

    /// <summary>The key is there, but its text was damaged.</summary>
    public PrivateKeyUnreadableException Damaged() =>
        Unreadable("is damaged: its base64 text is not a whole key. Copy it again, in one piece, with its first and last line.");

    /// <summary>The key's form is whole, and its parts contradict each other.</summary>
    public PrivateKeyUnreadableException Contradictory() =>
        Unreadable("is damaged: its public half does not belong to its private half. Copy it again, or make a new one.");

    /// <summary>The key may be in order, but the platform does not do what it needs.</summary>
    /// <param name="algorithm">What the platform was asked for.</param>
    /// <param name="cause">What the platform said.</param>
    public PrivateKeyUnreadableException RefusedByPlatform(string algorithm, Exception cause) => Unreadable(
        $"needs {algorithm}, which this platform refuses: a policy forbids it (FIPS mode, for example), or a library lacks it. The key itself need not be damaged.",
        cause);

    /// <summary>The key is encrypted and no passphrase was given.</summary>
    public PassphraseRequiredException PassphraseRequired() =>
        new($"The private key in {place} is encrypted: its passphrase is needed.");

    /// <summary>The passphrase does not open the key.</summary>
    /// <param name="passphrase">The passphrase, of which no more is told than that something is around it.</param>
    public WrongPassphraseException WrongPassphrase(ReadOnlySpan<char> passphrase) => new(
        CredentialText.Trim(passphrase).Length == passphrase.Length
            ? $"The passphrase does not open the private key in {place}."
            : $"The passphrase does not open the private key in {place}. There is white space or a pair of quotation marks around it, which was taken for a part of it.");
}
