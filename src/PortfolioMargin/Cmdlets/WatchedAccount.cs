using PortfolioMargin.Profiles;

namespace PortfolioMargin.Cmdlets;

/// <summary>One of the accounts that are watched side by side, and the look that is waited for.</summary>
/// <param name="watch">Its watch. The account disposes it.</param>
/// <param name="profile">Its profile; <see langword="null"/> for a credential given for one call alone.</param>
/// <param name="shownProfile">The profile's name, where there may be several.</param>
/// <param name="errorTarget">What its errors are about.</param>
internal sealed class WatchedAccount(IForceOrderWatch watch, Profile? profile, string? shownProfile, string errorTarget) : IDisposable
{
    internal IForceOrderWatch Watch { get; } = watch;

    internal Profile? Profile { get; } = profile;

    internal string? ShownProfile { get; } = shownProfile;

    internal string ErrorTarget { get; } = errorTarget;

    /// <summary>The look that is waited for, or under way.</summary>
    internal Task<WatchLook>? Look { get; set; }

    /// <summary>What the look under way has cost so far of the limit of its minute.</summary>
    internal int Weight { get; set; }

    public void Dispose() => Watch.Dispose();
}
