namespace PortfolioMargin;

/// <summary>What one signed request showed of a profile.</summary>
public sealed class PmCredentialTest
{
    internal PmCredentialTest(string? profileName) => ProfileName = profileName;

    /// <summary>The profile that was tested.</summary>
    public string? ProfileName { get; }

    /// <summary>Whether the exchange accepted the key and the signature.</summary>
    public bool Succeeded { get; internal init; }

    /// <summary>The kind of key; <see langword="null"/> when it could not be read.</summary>
    public KeyType? KeyType { get; internal init; }

    /// <summary>Where the request went, or would have gone.</summary>
    public Uri? BaseUri { get; internal init; }

    /// <summary>From sending the request to the last byte of the answer.</summary>
    public TimeSpan? Latency { get; internal init; }

    /// <summary>The exchange's clock minus this machine's, as far as whole seconds show it.</summary>
    public TimeSpan? ClockOffset { get; internal set; }

    /// <summary>Weight that everything behind this IP has used in this minute.</summary>
    public int? UsedWeight { get; internal init; }

    /// <summary>The documented limit of that weight.</summary>
    public int? WeightLimit { get; internal init; }

    /// <summary>What went wrong, by the id that errors of the other cmdlets have; <see langword="null"/> when nothing did.</summary>
    public string? ErrorId { get; internal set; }

    /// <summary>What went wrong and what to do next; <see langword="null"/> when nothing did.</summary>
    public string? Message { get; internal set; }
}
