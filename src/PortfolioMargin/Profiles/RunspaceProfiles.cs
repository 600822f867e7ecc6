using System.Management.Automation;
using System.Management.Automation.Runspaces;
using PortfolioMargin.Loading;

namespace PortfolioMargin.Profiles;

/// <summary>
/// Gives each runspace profiles of its own, and takes them away when the module leaves it, when it closes, or when it is reset
/// to be used again, as <c>ForEach-Object -Parallel</c> does between iterations: they live as long as a global variable. While
/// any runspace has the module, the private assemblies are answered for.
/// </summary>
internal static class RunspaceProfiles
{
    private static readonly object Gate = new();
    private static readonly Dictionary<Guid, RunspaceUse> Uses = [];

    /// <summary>The profiles of the runspace that the calling thread works for.</summary>
    internal static ProfileStore Current => Enter(Runspace.DefaultRunspace);

    /// <summary>Makes sure that the runspace has a place for profiles, an empty one when it was reset since the last call.</summary>
    internal static ProfileStore Enter(Runspace runspace)
    {
        lock (Gate)
        {
            if (Uses.TryGetValue(runspace.InstanceId, out RunspaceUse? use))
            {
                if (use.IsCurrent(runspace))
                {
                    return use.Profiles;
                }

                use.Profiles.Dispose();
            }
            else
            {
                runspace.StateChanged += LeaveWhenClosed;
                PrivateAssemblies.Attach();
            }

            Uses[runspace.InstanceId] = use = new RunspaceUse(runspace);
            return use.Profiles;
        }
    }

    /// <summary>Removes the runspace's profiles and their keys.</summary>
    internal static void Leave(Runspace runspace)
    {
        lock (Gate)
        {
            runspace.StateChanged -= LeaveWhenClosed;
            if (!Uses.TryGetValue(runspace.InstanceId, out RunspaceUse? use))
            {
                return;
            }

            Uses.Remove(runspace.InstanceId);
            use.Profiles.Dispose();
            if (Uses.Count == 0)
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

    /// <summary>The time between two resets of a runspace. What a reset always replaces, and nothing else does, are its events.</summary>
    private sealed class RunspaceUse(Runspace runspace)
    {
        private readonly PSEventManager _events = runspace.Events;

        internal ProfileStore Profiles { get; } = new();

        internal bool IsCurrent(Runspace runspace) => ReferenceEquals(_events, runspace.Events);
    }
}
