using System.Reflection;
using System.Runtime.Loader;
using PortfolioMargin.Client.Keys;

namespace PortfolioMargin.Client.Tests.Keys;

public class LoadedAssembliesTests
{
    [Theory]
    [InlineData("secret", false)]
    [InlineData("rsa-pkcs8.pem", false)]
    [InlineData("rsa-pkcs8-aes256.pem", false)]
    [InlineData("rsa-traditional.pem", false)]
    [InlineData("rsa-pkcs8-pbe-sha1-3des.pem", true)]
    [InlineData("rsa-traditional-aes256.pem", true)]
    [InlineData("ed25519-pkcs8.pem", true)]
    public void BouncyCastle_is_loaded_for_keys_that_need_it_and_no_others(string key, bool needed)
    {
        var context = new WatchedContext();
        Type keys = context.LoadFromAssemblyPath(typeof(RequestSigners).Assembly.Location).GetType(typeof(RequestSigners).FullName!)!;
        object signer = key == "secret"
            ? Call(keys, nameof(RequestSigners.FromSecret), Secure.Text("s3cr3t"))
            : Call(keys, nameof(RequestSigners.FromPrivateKeyFile), ThrowAwayKeys.PathOf(key), Secure.Text(Secure.Passphrase));
        signer.GetType().GetMethod(nameof(IRequestSigner.Sign))!.Invoke(signer, ["timestamp=1"]);
        ((IDisposable)signer).Dispose();

        Assert.Equal(needed, context.Asked.Contains("BouncyCastle.Cryptography"));
    }

    private static object Call(Type type, string method, params object[] arguments)
    {
        MethodInfo declared = type.GetMethods().Single(
            candidate => candidate.Name == method && candidate.IsPublic && candidate.GetParameters()[0].ParameterType.IsInstanceOfType(arguments[0]));
        IEnumerable<object> optional = Enumerable.Repeat(Type.Missing, declared.GetParameters().Length - arguments.Length);
        return declared.Invoke(null, [.. arguments, .. optional])!;
    }

    private sealed class WatchedContext() : AssemblyLoadContext("watched")
    {
        public HashSet<string> Asked { get; } = [];

        protected override Assembly? Load(AssemblyName assemblyName)
        {
            Asked.Add(assemblyName.Name!);
            return null;
        }
    }
}
