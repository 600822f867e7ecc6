using System.Management.Automation;
using PortfolioMargin.Parameters;
using PortfolioMargin.Profiles;

namespace PortfolioMargin.Cmdlets;

/// <summary>Shows the credential profiles of this runspace: kind of key, masked key, base address; never a secret.</summary>
[Cmdlet(VerbsCommon.Get, "PmCredential")]
[OutputType(typeof(PmCredential))]
public sealed class GetPmCredentialCommand : PmCmdlet
{
    /// <summary>Names or wildcard patterns. All profiles when left out.</summary>
    [Parameter(Position = 0, ValueFromPipelineByPropertyName = true)]
    [Alias("Name")]
    [ValidateNotNullOrEmpty]
    [SupportsWildcards]
    [ArgumentCompleter(typeof(ProfileNameCompleter))]
    public string[] ProfileName { get; set; } = ["*"];

    /// <summary>One name that is not there does not keep the others from being handled.</summary>
    private protected override bool FailureEndsCommand => false;

    /// <summary>Shows what the names mean.</summary>
    protected override void ProcessRecord()
    {
        foreach (Profile profile in ResolveProfiles(ProfileName, Profiles.Resolve))
        {
            WriteObject(profile.Describe());
        }
    }
}
