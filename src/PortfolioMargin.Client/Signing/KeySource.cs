namespace PortfolioMargin.Client.Signing;

/// <summary>Where a private key comes from, and the errors that say so.</summary>
/// <param name="place">For example <c>file '/home/me/key.pem'</c>.</param>
internal sealed class KeySource(string place)
{
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
