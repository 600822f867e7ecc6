using System.Reflection;
using System.Runtime.Loader;

namespace PortfolioMargin.Loading;

/// <summary>
/// Keeps the client, the sandbox and everything they need in a load context of their own, so that no other module's versions of
/// the same libraries and ours ever meet. PowerShell 7 only.
/// </summary>
internal static class PrivateAssemblies
{
    private static readonly PrivateContext Context = new(Path.Combine(Path.GetDirectoryName(typeof(PrivateAssemblies).Assembly.Location)!, "Dependencies"));

    /// <summary>Starts answering for the assemblies that the cmdlets call.</summary>
    internal static void Attach()
    {
        Detach();
        AssemblyLoadContext.Default.Resolving += Resolve;
    }

    /// <summary>Stops answering. What is loaded stays loaded: .NET does not unload it while types of it are in use.</summary>
    internal static void Detach() => AssemblyLoadContext.Default.Resolving -= Resolve;

    private static Assembly? Resolve(AssemblyLoadContext context, AssemblyName name) =>
        name.Name is "PortfolioMargin.Client" or "PortfolioMargin.Sandbox" ? Context.LoadFromAssemblyName(name) : null;

    /// <summary>Loads from one folder; what is not there, and what users see the types of, comes from the shared context.</summary>
    private sealed class PrivateContext(string folder) : AssemblyLoadContext("PortfolioMargin")
    {
        protected override Assembly? Load(AssemblyName assemblyName)
        {
            if (assemblyName.Name == "PortfolioMargin.Abstractions")
            {
                return typeof(IPortfolioMarginClient).Assembly;
            }

            string path = Path.Combine(folder, assemblyName.Name + ".dll");
            return File.Exists(path) ? LoadFromAssemblyPath(path) : null;
        }
    }
}
