using System.Reflection;

namespace PortfolioMargin.Loading;

/// <summary>
/// Finds the client, the sandbox and everything they need in the module's own folder, for the module's own assemblies and nobody
/// else's. Windows PowerShell 5.1 only: the .NET Framework has no load contexts.
/// </summary>
internal static class PrivateAssemblies
{
    private static readonly string Home = Path.GetDirectoryName(typeof(PrivateAssemblies).Assembly.Location)!;

    /// <summary>Starts answering for what is in our folder.</summary>
    internal static void Attach()
    {
        Detach();
        AppDomain.CurrentDomain.AssemblyResolve += Resolve;
    }

    /// <summary>Stops answering. What is loaded stays loaded until the process ends.</summary>
    internal static void Detach() => AppDomain.CurrentDomain.AssemblyResolve -= Resolve;

    private static Assembly? Resolve(object? sender, ResolveEventArgs request)
    {
        if (!IsOurs(request.RequestingAssembly))
        {
            return null;
        }

        string path = Path.Combine(Home, "Dependencies", new AssemblyName(request.Name).Name + ".dll");
        return File.Exists(path) ? Assembly.LoadFrom(path) : null;
    }

    private static bool IsOurs(Assembly? assembly) =>
        assembly is { IsDynamic: false }
        && assembly.Location.StartsWith(Home + Path.DirectorySeparatorChar, StringComparison.OrdinalIgnoreCase);
}
