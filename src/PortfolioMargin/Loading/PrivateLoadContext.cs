using System.Reflection;
using System.Runtime.Loader;

namespace PortfolioMargin.Loading;

/// <summary>
/// A load context of the module's own, for PowerShell 7: no other module's version of a library and ours ever meet. Nothing has to be hooked
/// for it. .NET Framework, which has no load contexts, must not touch this class; its engine looks at public types only.
/// </summary>
internal sealed class PrivateLoadContext(PrivateFolders folders) : AssemblyLoadContext, IPrivateLoader
{
    public Assembly Load(string name) => LoadFromAssemblyName(new AssemblyName(name));

    public void Attach()
    {
    }

    public void Detach()
    {
    }

    /// <summary>What users see the types of is shared, and so is what does not lie in our folders.</summary>
    protected override Assembly? Load(AssemblyName assemblyName)
    {
        if (assemblyName.Name == typeof(IClientFactory).Assembly.GetName().Name)
        {
            return typeof(IClientFactory).Assembly;
        }

        return folders.Find(assemblyName.Name!) is { } path ? LoadFromAssemblyPath(path) : null;
    }
}
