using System.Management.Automation;
using System.Management.Automation.Runspaces;
using PortfolioMargin.Profiles;

namespace PortfolioMargin.Loading;

/// <summary>
/// What the engine calls when the module enters a runspace and when it leaves it. The engine calls it for every import in
/// every runspace, so both are safe to repeat.
/// </summary>
public sealed class ModuleLifetime : IModuleAssemblyInitializer, IModuleAssemblyCleanup
{
    /// <summary>The module has been imported into the current runspace.</summary>
    public void OnImport() => RunspaceProfiles.Enter(Runspace.DefaultRunspace);

    /// <summary>The module has been removed from the current runspace: its credentials are gone.</summary>
    /// <param name="psModuleInfo">The module.</param>
    public void OnRemove(PSModuleInfo psModuleInfo) => RunspaceProfiles.Leave(Runspace.DefaultRunspace);
}
