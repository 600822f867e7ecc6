using System.Reflection;

namespace PortfolioMargin.Loading;

/// <summary>
/// Keeps the client, the sandbox and everything they need apart from what other modules bring. They lie in <c>Dependencies/</c>; what one
/// framework needs alone in a folder of its own. The cmdlets' assembly serves both frameworks, so each way to load is a class of its own,
/// and the one for the other framework is never touched.
/// </summary>
internal static class PrivateAssemblies
{
    // The one that is not called is not compiled, and what it names is not looked for.
    private static readonly Func<IPrivateLoader> ByHandler = () => new ResolveHandler(new PrivateFolders("net472"));
    private static readonly Func<IPrivateLoader> IntoContext = () => new PrivateLoadContext(new PrivateFolders("net8.0"));

    private static readonly IPrivateLoader Loader = IsNetFramework ? ByHandler() : IntoContext();

    /// <summary>.NET Framework and Mono have their core types in mscorlib; .NET has them elsewhere.</summary>
    private static bool IsNetFramework => typeof(object).Assembly.GetName().Name == "mscorlib";

    /// <summary>Starts answering for the private assemblies, where the framework has to ask.</summary>
    internal static void Attach() => Loader.Attach();

    /// <summary>Stops answering. What is loaded stays loaded: no framework unloads it while types of it are in use.</summary>
    internal static void Detach() => Loader.Detach();

    /// <summary>Loads a private assembly and makes an object of one of its types.</summary>
    /// <typeparam name="T">What the type implements.</typeparam>
    /// <param name="assembly">The assembly's name, which is the type's namespace too.</param>
    /// <param name="type">The type's name.</param>
    internal static T Create<T>(string assembly, string type) =>
        (T)Activator.CreateInstance(Loader.Load(assembly).GetType($"{assembly}.{type}", throwOnError: true)!)!;
}

/// <summary>A framework's way to load private assemblies.</summary>
internal interface IPrivateLoader
{
    /// <summary>Loads one by its name.</summary>
    Assembly Load(string name);

    /// <summary>Starts answering for them. Safe to repeat.</summary>
    void Attach();

    /// <summary>Stops answering. Safe to repeat.</summary>
    void Detach();
}

/// <summary>Where the private assemblies of a framework lie.</summary>
internal sealed class PrivateFolders(string framework)
{
    /// <summary>The module's folder.</summary>
    internal static string Home { get; } = Path.GetDirectoryName(typeof(PrivateFolders).Assembly.Location)!;

    /// <summary>The file of an assembly, or <see langword="null"/> when it is not a private one.</summary>
    internal string? Find(string name)
    {
        string shared = Path.Combine(Home, "Dependencies");
        string own = Path.Combine(shared, framework, name + ".dll");
        string either = Path.Combine(shared, name + ".dll");
        return File.Exists(own) ? own : File.Exists(either) ? either : null;
    }
}
