using PortfolioMargin.Profiles;

namespace PortfolioMargin.Cmdlets;

/// <summary>What the cmdlets share that work on every profile a name or pattern means.</summary>
public abstract class PmProfileCmdlet : PmCmdlet
{
    /// <summary>One name that is not there does not keep the others from being handled.</summary>
    private protected override bool FailureEndsCommand => false;

    /// <summary>Each profile that the names and patterns mean; a name without a profile is reported.</summary>
    private protected IEnumerable<Profile> ResolveProfiles(IEnumerable<string> patterns)
    {
        foreach (string pattern in patterns)
        {
            if (!Try(() => Profiles.Resolve(pattern), pattern, out var found))
            {
                continue;
            }

            foreach (Profile profile in found)
            {
                yield return profile;
            }
        }
    }
}
