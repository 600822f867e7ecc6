using System.Reflection;

namespace PortfolioMargin.Net472Runner;

/// <summary>
/// The module's own way to its private assemblies, as Windows PowerShell goes it: nothing but the cmdlets' assembly is given, by its path. The
/// engine is stood in for by the assembly that cmdlets are compiled against. In a process of its own, in which nothing else finds assemblies.
/// </summary>
internal static class LoaderChecks
{
    private const BindingFlags Any = BindingFlags.Static | BindingFlags.Instance | BindingFlags.Public | BindingFlags.NonPublic;

    private static readonly Lazy<Assembly> Module = new(() => Assembly.LoadFrom(Path.Combine(ShippedAssemblies.Home, "PortfolioMargin.dll")));

    public static void Add(Checks checks)
    {
        checks.Add("the engine finds the cmdlets, and loads nothing private for it", () =>
        {
            string[] names = [.. Module.Value.GetExportedTypes().Select(type => type.Name)];
            Checks.Equal(true, names.Contains("GetPmMarginForceOrderCommand") && names.Contains("ModuleLifetime"));
            Checks.Equal(0, PrivateOnes().Count());
        });
        checks.Add("an import hooks one handler, also when it is repeated", () =>
        {
            Call("Loading.PrivateAssemblies", "Attach");
            Call("Loading.PrivateAssemblies", "Attach");
            Checks.Equal(1, Hooks().Count());
        });
        checks.Add("the first call loads the client", () =>
        {
            Checks.Equal("Abcd…Wxyz", (string)Call("Profiles.ClientBridge", "MaskApiKey", "AbcdefghijklmnopqrstuvWxyz")!);
            Checks.Equal("PortfolioMargin.Client", PrivateOnes().Single().GetName().Name);
        });
        checks.Add("a signed call to the embedded exchange goes through it", async _ =>
        {
            object settings = Activator.CreateInstance(Type("Profiles.SandboxSettings"), nonPublic: true)!;
            object profile = Call("Profiles.SandboxBridge", "MakeProfile", "Default", null, settings)!;
            object credential = profile.GetType().GetMethod("Open", Any).Invoke(profile, [null, Reading()])!;
            MethodInfo connect = Type("Profiles.ClientBridge").GetMethod("Connect", Any);
            object options = Activator.CreateInstance(connect.GetParameters()[0].ParameterType)!;
            Set(options, "ApiKey", Get(credential, "ApiKey"));
            Set(options, "Signer", Get(credential, "Signer"));
            Set(options, "Exchange", Get(profile, "Exchange"));
            var test = (Task)connect.ReturnType.GetMethod("TestAsync").Invoke(connect.Invoke(null, [options]), [CancellationToken.None]);
            await test.ConfigureAwait(false);
            Checks.Equal<object>(1, Get(Get(test, "Result"), "UsedWeight"));
        });
        checks.Add("a key that takes BouncyCastle is read through it", () =>
        {
            string path = Path.Combine(SigningChecks.KeyFolder, "ed25519-pkcs8-aes256.pem");
            object credential = Call("Profiles.ClientBridge", "FromPrivateKeyFile", "MadeUpKey", path, Secure.Text(Secure.Passphrase), Reading())!;
            Checks.Equal("Ed25519", Get(Get(credential, "Signer"), "KeyType").ToString());
            Checks.Equal(true, PrivateOnes().Any(assembly => assembly.GetName().Name == "BouncyCastle.Cryptography"));
        });
        checks.Add("nobody else's assemblies are answered for", () =>
        {
            try
            {
                Assembly.Load("System.Text.Json, Version=10.0.0.0, Culture=neutral, PublicKeyToken=cc7b13ffcd2ddd51");
            }
            catch (FileNotFoundException)
            {
                return;
            }

            throw new InvalidOperationException("the handler answered");
        });
        checks.Add("a removal leaves nothing hooked", () =>
        {
            Call("Loading.PrivateAssemblies", "Detach");
            Checks.Equal(0, Hooks().Count());
        });
    }

    private static Type Type(string name) => Module.Value.GetType("PortfolioMargin." + name, throwOnError: true);

    /// <summary>How a key is read that nobody stops to read.</summary>
    private static object Reading() =>
        Activator.CreateInstance(Type("Profiles.Profile").GetMethod("Open", Any).GetParameters()[1].ParameterType, Any, null, [CancellationToken.None], null)!;

    private static object? Call(string type, string method, params object?[] arguments) => Type(type).GetMethod(method, Any).Invoke(null, arguments);

    private static object Get(object item, string property) => item.GetType().GetProperty(property, Any).GetValue(item);

    private static void Set(object item, string property, object value) => item.GetType().GetProperty(property, Any).SetValue(item, value);

    private static IEnumerable<Assembly> PrivateOnes() => AppDomain.CurrentDomain.GetAssemblies()
        .Where(assembly => !assembly.IsDynamic && assembly.Location.Contains(Path.DirectorySeparatorChar + "Dependencies" + Path.DirectorySeparatorChar));

    /// <summary>The module's handlers in whatever field the framework keeps them.</summary>
    private static IEnumerable<Delegate> Hooks() => typeof(AppDomain).GetFields(Any)
        .Where(field => field.FieldType == typeof(ResolveEventHandler))
        .Select(field => (ResolveEventHandler?)field.GetValue(AppDomain.CurrentDomain))
        .Where(handlers => handlers is not null)
        .SelectMany(handlers => handlers!.GetInvocationList())
        .Where(handler => handler.Method.DeclaringType.Assembly == Module.Value);
}
