using System.Security.Cryptography;
using PortfolioMargin.ModuleTests.Help;
using PortfolioMargin.ModuleTests.Support;

namespace PortfolioMargin.ModuleTests;

/// <summary>The recipe for scheduled runs, as README and help show it, in a process of its own.</summary>
public sealed class ScheduledRunTests : IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("scheduled").FullName;

    public static TheoryData<string> Recipes => ["README.md", "README.zh-CN.md", "docs/en-US/about_PortfolioMargin.md", "docs/zh-CN/about_PortfolioMargin.md"];

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [Theory]
    [MemberData(nameof(Recipes))]
    public void The_recipe_is_the_same_wherever_it_stands(string file) => Assert.Equal(Recipe("README.md"), Recipe(file));

    [Fact]
    public async Task With_a_failing_account_the_others_are_written_and_the_exit_code_is_1()
    {
        using SandboxServerProcess exchange = await StartAsync();

        (string output, int exitCode) = await RunAsync(
            exchange,
            "ProfileName,ApiKey,PrivateKeyPath,SecretName,BaseUri",
            $"good,{Secrets.ApiKey},key.pem,,{exchange.BaseUri}",
            $"stranger,{Secrets.ApiKey.ToLowerInvariant()},key.pem,,{exchange.BaseUri}",
            $"broken,{Secrets.ApiKey},nowhere.pem,,{exchange.BaseUri}",
            $"also good,{Secrets.ApiKey},key.pem,,{exchange.BaseUri}");

        Assert.Equal(1, exitCode);
        string[] written = File.ReadAllLines(Path.Combine(_folder, "forced-orders.csv"));
        Assert.Contains(written, line => line.Contains("\"good\"", StringComparison.Ordinal));
        Assert.Contains(written, line => line.Contains("\"also good\"", StringComparison.Ordinal));
        Assert.Contains(" ERROR ApiKeyRejected stranger: ", output, StringComparison.Ordinal);
        Assert.Contains(" ERROR PrivateKeyUnreadable nowhere.pem: ", output, StringComparison.Ordinal);
        Assert.Contains("WARNING: ", output, StringComparison.Ordinal);
        Assert.DoesNotContain(Secrets.ApiKey, output, StringComparison.OrdinalIgnoreCase);
    }

    [Fact]
    public async Task When_every_account_can_be_read_the_exit_code_is_0()
    {
        using SandboxServerProcess exchange = await StartAsync();

        (string output, int exitCode) = await RunAsync(exchange, "ProfileName,ApiKey,PrivateKeyPath,BaseUri", $"good,{Secrets.ApiKey},key.pem,{exchange.BaseUri}");

        Assert.DoesNotContain("ERROR", output, StringComparison.Ordinal);
        Assert.Equal(0, exitCode);
    }

    [Fact]
    public async Task Without_any_account_the_run_fails()
    {
        using SandboxServerProcess exchange = await StartAsync();

        (string output, int exitCode) = await RunAsync(exchange, "ProfileName,ApiKey,PrivateKeyPath,BaseUri");

        Assert.Contains(" ERROR CredentialNotSet *: ", output, StringComparison.Ordinal);
        Assert.Equal(1, exitCode);
    }

    private static string Recipe(string file) =>
        Assert.Single(HelpSource.CodeIn(Path.Combine(Layout.Repository, file)), code => code.Contains("exit [int]", StringComparison.Ordinal));

    private async Task<SandboxServerProcess> StartAsync()
    {
        string key = Path.Combine(_folder, "key.pem");
        ThrowAwayKey.CopyTo(key, "rsa-pkcs8.pem");
        using var rsa = RSA.Create();
        rsa.ImportFromPem(File.ReadAllText(key));
        string publicKey = Path.Combine(_folder, "public.pem");
        File.WriteAllText(publicKey, rsa.ExportSubjectPublicKeyInfoPem());
        return await SandboxServerProcess.StartAsync("--Rsa", $"{Secrets.ApiKey}:{publicKey}");
    }

    private async Task<(string Output, int ExitCode)> RunAsync(SandboxServerProcess exchange, params string[] accounts)
    {
        Assert.True(exchange.BaseUri.IsLoopback);
        string script = Path.Combine(_folder, "run.ps1");
        File.WriteAllText(script, Recipe("README.md"));
        File.WriteAllLines(Path.Combine(_folder, "accounts.csv"), accounts);
        (string output, string errors, int exitCode) = await HostProcess.RunAsync(
            "-NoProfile", "-NonInteractive", "-Command", $"Set-Location '{_folder}'; & '{script}'; exit $LASTEXITCODE");
        return (output + errors, exitCode);
    }
}
