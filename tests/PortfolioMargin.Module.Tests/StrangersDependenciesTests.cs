using PortfolioMargin.ModuleTests.Support;

namespace PortfolioMargin.ModuleTests;

/// <summary>Beside another module that brings a BouncyCastle of its own, in one process, both work.</summary>
public sealed class StrangersDependenciesTests
{
    private const string Loaded = """
        foreach ($assembly in [AppDomain]::CurrentDomain.GetAssemblies()) {
            $name = $assembly.GetName()
            if ($name.Name -eq 'BouncyCastle.Cryptography') { "loaded: $($name.Name) $($name.Version)" }
        }
        """;

    private static string UseTheirs => $"Import-Module '{Layout.StrangersModule}' -ErrorAction Stop; Use-StrangersLibrary";

    private static string UseOurs(CannedExchange exchange) => $"""
        Set-PmCredential -ApiKey ABCDEFGHIJKLMNOP -PrivateKeyPath '{Path.Combine(Layout.ThrowAwayKeys, "ed25519-pkcs8.pem")}' -BaseUri {exchange.BaseUri}
        "ours: $((Get-PmMarginForceOrder -All -ErrorAction Stop).Count) orders"
        """;

    [Fact]
    public async Task Theirs_before_ours() => await BothWorkAsync(exchange => $"{UseTheirs}\n{UseOurs(exchange)}\n{UseTheirs}\n{Loaded}");

    [Fact]
    public async Task Theirs_after_ours() => await BothWorkAsync(exchange => $"{UseOurs(exchange)}\n{UseTheirs}\n{UseOurs(exchange)}\n{Loaded}");

    private static async Task BothWorkAsync(Func<CannedExchange, string> script)
    {
        using var exchange = new CannedExchange(request => CannedExchange.PageOf(3, request));
        (string output, string errors, int exitCode) = await HostProcess.RunAsync("-Command", script(exchange));
        Assert.Equal(string.Empty, errors);
        Assert.Equal(0, exitCode);
        Assert.Contains("ours: 3 orders", output, StringComparison.Ordinal);
        Assert.Contains("theirs: BouncyCastle 1.8.0.0", output, StringComparison.Ordinal);
        Assert.Equal(2, output.Split('\n').Where(line => line.StartsWith("loaded:", StringComparison.Ordinal)).Distinct().Count());
    }
}
