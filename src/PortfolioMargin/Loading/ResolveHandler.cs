using System.Reflection;

namespace PortfolioMargin.Loading;

/// <summary>
/// Finds private assemblies for the module's own assemblies and nobody else's. For Windows PowerShell 5.1: .NET Framework has no load contexts.
/// </summary>
internal sealed class ResolveHandler(PrivateFolders folders) : IPrivateLoader
{
    public Assembly Load(string name) => Assembly.LoadFrom(folders.Find(name)!);

    public void Attach()
    {
        Detach();
        AppDomain.CurrentDomain.AssemblyResolve += Resolve;
    }

    public void Detach() => AppDomain.CurrentDomain.AssemblyResolve -= Resolve;

    private Assembly? Resolve(object? sender, ResolveEventArgs request) =>
        IsOurs(request.RequestingAssembly) && folders.Find(new AssemblyName(request.Name).Name!) is { } path ? Assembly.LoadFrom(path) : null;

    private static bool IsOurs(Assembly? assembly) =>
        assembly is { IsDynamic: false }
        && assembly.Location.StartsWith(PrivateFolders.Home + Path.DirectorySeparatorChar, StringComparison.OrdinalIgnoreCase);
}
