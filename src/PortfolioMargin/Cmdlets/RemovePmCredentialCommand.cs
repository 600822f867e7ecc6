using System.Management.Automation;
using PortfolioMargin.Parameters;
using PortfolioMargin.Profiles;

namespace PortfolioMargin.Cmdlets;

/// <summary>Removes credential profiles from this runspace and zeroes their secrets.</summary>
[Cmdlet(VerbsCommon.Remove, "PmCredential", SupportsShouldProcess = true)]
[OutputType(typeof(PmCredential))]
public sealed class RemovePmCredentialCommand : PmCmdlet
{
    /// <summary>Names or wildcard patterns.</summary>
    [Parameter(Position = 0, Mandatory = true, ValueFromPipelineByPropertyName = true)]
    [Alias("Name")]
    [ValidateNotNullOrEmpty]
    [SupportsWildcards]
    [ArgumentCompleter(typeof(ProfileNameCompleter))]
    public string[] ProfileName { get; set; } = [];

    /// <summary>Shows what was removed.</summary>
    [Parameter]
    public SwitchParameter PassThru { get; set; }

    /// <summary>One name that is not there does not keep the others from being handled.</summary>
    private protected override bool FailureEndsCommand => false;

    /// <summary>Removes what the names mean.</summary>
    protected override void ProcessRecord()
    {
        foreach (Profile profile in ResolveProfiles(ProfileName, Profiles.Resolve))
        {
            if (!ShouldProcess($"profile '{profile.Name}' ({profile.Place})", "Remove credential"))
            {
                continue;
            }

            PmCredential removed = profile.Describe();
            Profiles.Remove(profile.Name);
            if (PassThru)
            {
                WriteObject(removed);
            }
        }
    }
}
