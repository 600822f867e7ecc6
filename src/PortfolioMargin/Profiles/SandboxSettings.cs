namespace PortfolioMargin.Profiles;

/// <summary>How an embedded exchange behaves, where that differs from its own defaults.</summary>
internal sealed class SandboxSettings
{
    /// <summary>How many orders each of its lists has.</summary>
    internal int? OrderCount { get; init; }

    /// <summary>The weight it allows in a minute.</summary>
    internal int? WeightLimit { get; init; }

    /// <summary>What goes wrong at which request; <see langword="null"/> when nothing does.</summary>
    internal string? Faults { get; init; }

    /// <summary>How long each answer takes.</summary>
    internal TimeSpan Latency { get; init; }
}
