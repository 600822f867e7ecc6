using System.Reflection;

namespace PortfolioMargin.Net472Runner;

/// <summary>
/// Finds the client and what it needs where the built module has them, as the module does in Windows PowerShell: without binding
/// redirects, so that a reference that nothing meets is a failure here too.
/// </summary>
internal static class ShippedAssemblies
{
    /// <summary>The built module's folder.</summary>
    public static string Home { get; } = Path.GetFullPath(Path.Combine(
        typeof(ShippedAssemblies).Assembly.GetCustomAttributes<AssemblyMetadataAttribute>().First(data => data.Key == "ModuleLayout").Value));

    public static void Attach() => AppDomain.CurrentDomain.AssemblyResolve += (_, request) =>
    {
        string file = new AssemblyName(request.Name).Name + ".dll";
        string? path = new[] { Home, Path.Combine(Home, "Dependencies"), Path.Combine(Home, "Dependencies", "net472") }
            .Select(folder => Path.Combine(folder, file)).FirstOrDefault(File.Exists);
        return path is null ? null : Assembly.LoadFrom(path);
    };

    public static bool Holds(Assembly assembly) => assembly.Location.StartsWith(Home, StringComparison.OrdinalIgnoreCase);
}
