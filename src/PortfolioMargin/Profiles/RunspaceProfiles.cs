using System.Management.Automation.Runspaces;
using PortfolioMargin.Loading;

namespace PortfolioMargin.Profiles;

/// <summary>
/// Gives each runspace profiles of its own, and takes them away when the module leaves it or it closes. While any runspace has
/// the module, the private assemblies are answered for.
/// </summary>
internal static class RunspaceProfiles
{
    private static readonly object Gate = new();
    private static readonly Dictionary<Guid, ProfileStore> Stores = [];

    /// <summary>The profiles of the runspace that the calling thread works for.</summary>
    internal static ProfileStore Current => Enter(Runspace.DefaultRunspace);

    /// <summary>Makes sure that the runspace has a place for profiles.</summary>
    internal static ProfileStore Enter(Runspace runspace)
    {
        lock (Gate)
        {
            if (Stores.TryGetValue(runspace.InstanceId, out ProfileStore? store))
            {
                return store;
            }

            store = new ProfileStore();
            Stores.Add(runspace.InstanceId, store);
            runspace.StateChanged += LeaveWhenClosed;
            PrivateAssemblies.Attach();
            return store;
        }
    }

    /// <summary>Removes the runspace's profiles and their keys.</summary>
    internal static void Leave(Runspace runspace)
    {
        lock (Gate)
        {
            runspace.StateChanged -= LeaveWhenClosed;
            if (!Stores.TryGetValue(runspace.InstanceId, out ProfileStore? store))
            {
                return;
            }

            Stores.Remove(runspace.InstanceId);
            store.Dispose();
            if (Stores.Count == 0)
            {
                PrivateAssemblies.Detach();
            }
        }
    }

    private static void LeaveWhenClosed(object? sender, RunspaceStateEventArgs change)
    {
        if (sender is Runspace runspace && change.RunspaceStateInfo.State is RunspaceState.Closed or RunspaceState.Broken)
        {
            Leave(runspace);
        }
    }
}
