using PortfolioMargin.ModuleTests.Support;

namespace PortfolioMargin.ModuleTests;

/// <summary>The console host, and through it what only a fresh process can show.</summary>
public sealed class HostTests
{
    [Fact]
    public async Task It_shows_a_count_ten_rows_one_warning_and_one_verbose_line_without_a_secret()
    {
        (string output, string errors, int exitCode) = await HostProcess.RunAsync(
            "-Command", "Set-PmCredential -Sandbox; (Get-PmMarginForceOrder -All).Count; Get-PmMarginForceOrder -Verbose");

        string[] lines = output.Split('\n', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries);
        Assert.Equal(0, exitCode);
        Assert.Empty(errors);
        Assert.Equal("347", lines[0]);
        Assert.Equal(10, lines.Count(line => line.StartsWith("20", StringComparison.Ordinal)));
        Assert.Single(lines, line => line.StartsWith("WARNING: ", StringComparison.Ordinal));
        Assert.Matches(
            @"^VERBOSE: GET /papi/v1/margin/forceOrders page 1 of 35: 10 rows in \d+ ms, weight \d+ of 6000, attempt 1 of 6$",
            Assert.Single(lines, line => line.StartsWith("VERBOSE: ", StringComparison.Ordinal)));
        Assert.DoesNotContain("\u001b", output, StringComparison.Ordinal);
        Assert.DoesNotContain("SandboxDemo", output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Without_arguments_it_shows_the_main_job_command_by_command()
    {
        (string output, string errors, int exitCode) = await HostProcess.RunAsync();

        Assert.Equal((0, string.Empty), (exitCode, errors));
        Assert.Contains("PS> Set-PmCredential -Sandbox", output, StringComparison.Ordinal);
        Assert.Contains("180015097", output, StringComparison.Ordinal);
        Assert.Contains("347", output, StringComparison.Ordinal);
        Assert.Contains("UpdatedTime (UTC) : ", output, StringComparison.Ordinal);
        Assert.Contains("not a full PowerShell", output, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("Get-PmMarginForceOrder", 1, "No credential is set for profile 'Default'")]
    [InlineData("throw 'thrown here'", 1, "thrown here")]
    [InlineData("Get-Nothing", 1, "Get-Nothing")]
    [InlineData("1 +", 1, "expression")]
    [InlineData("1 | Select-Object -First 1", 1, "not its Utility and Management modules")]
    [InlineData("Set-PmCredential -ApiKey KeyKeyKeyKeyKeyKey", 1, "ApiSecret")]
    [InlineData("exit 7", 7, "")]
    [InlineData("'fine'", 0, "")]
    public async Task Errors_go_to_standard_error_and_into_the_exit_code(string command, int expected, string said)
    {
        (_, string errors, int exitCode) = await HostProcess.RunAsync("-NonInteractive", "-Command", command);

        Assert.Equal(expected, exitCode);
        Assert.Contains(said, errors, StringComparison.Ordinal);
        Assert.Equal(said.Length == 0, errors.Length == 0);
    }

    [Fact]
    public async Task It_runs_a_script_file_and_shows_numbers_in_the_culture_asked_for()
    {
        string path = Path.Combine(Path.GetTempPath(), Path.GetRandomFileName() + ".ps1");
        try
        {
            await File.WriteAllTextAsync(path, "Set-PmCredential -Sandbox\nGet-PmMarginForceOrder -First 1\n", TestContext.Current.CancellationToken);

            (string output, _, int exitCode) = await HostProcess.RunAsync("-Culture", "de-DE", "-File", path);

            Assert.Equal(0, exitCode);
            Assert.Contains("31,39000000", output, StringComparison.Ordinal);
        }
        finally
        {
            File.Delete(path);
        }
    }

    [Theory]
    [InlineData("-Nonsense")]
    [InlineData("-Command")]
    [InlineData("-Culture", "not a culture")]
    [InlineData("-File", "/nowhere/nothing.ps1")]
    public async Task A_call_that_makes_no_sense_says_so(params string[] arguments)
    {
        (_, string errors, int exitCode) = await HostProcess.RunAsync(arguments);

        Assert.Equal(1, exitCode);
        Assert.NotEmpty(errors);
        Assert.DoesNotContain("   at ", errors, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Import_loads_neither_client_nor_sandbox_nor_what_they_need()
    {
        string[] loaded = await LinesAsync("foreach ($assembly in [AppDomain]::CurrentDomain.GetAssemblies()) { $assembly.GetName().Name }");

        Assert.Contains("PortfolioMargin", loaded);
        Assert.DoesNotContain("PortfolioMargin.Client", loaded);
        Assert.DoesNotContain("PortfolioMargin.Sandbox", loaded);
        Assert.DoesNotContain("BouncyCastle.Cryptography", loaded);
        Assert.DoesNotContain("System.Text.Json", loaded);
    }

    [Fact]
    public async Task Private_assemblies_live_in_a_context_of_their_own_and_users_types_do_not()
    {
        string[] contexts = await LinesAsync("""
            Set-PmCredential -Sandbox; $null = Get-PmMarginForceOrder -All
            foreach ($assembly in [AppDomain]::CurrentDomain.GetAssemblies()) { $assembly.GetName().Name + '=' + [System.Runtime.Loader.AssemblyLoadContext]::GetLoadContext($assembly).Name }
            """);

        Assert.Contains("PortfolioMargin=Default", contexts);
        Assert.Contains("PortfolioMargin.Abstractions=Default", contexts);
        Assert.Contains("PortfolioMargin.Client=PortfolioMargin", contexts);
        Assert.Contains("PortfolioMargin.Sandbox=PortfolioMargin", contexts);
        Assert.Contains("System.Text.Json=Default", contexts);
        Assert.DoesNotContain(contexts, context => context.StartsWith("BouncyCastle", StringComparison.Ordinal));
        Assert.Equal(contexts.Length, contexts.Select(context => context.Split('=')[0]).Where(name => name.StartsWith("PortfolioMargin", StringComparison.Ordinal)).Distinct().Count()
            + contexts.Count(context => !context.StartsWith("PortfolioMargin", StringComparison.Ordinal)));
    }

    [Fact]
    public async Task Nothing_stays_hooked_when_the_module_is_removed()
    {
        string[] lines = await LinesAsync("""
            function Hooks {
                $field = [System.Runtime.Loader.AssemblyLoadContext].GetField('_resolving', [Reflection.BindingFlags]'Instance, NonPublic')
                $hooks = $field.GetValue([System.Runtime.Loader.AssemblyLoadContext]::Default)
                $ours = 0
                if ($hooks) { foreach ($hook in $hooks.GetInvocationList()) { if ($hook.Method.DeclaringType.FullName -like 'PortfolioMargin.*') { $ours++ } } }
                $ours
            }
            $path = (Get-Module PortfolioMargin).Path
            Hooks; Import-Module $path -Force; Hooks
            Remove-Module PortfolioMargin; Hooks
            Import-Module $path; Hooks; Set-PmCredential -Sandbox; (Get-PmMarginForceOrder -All).Count
            Remove-Module PortfolioMargin; Hooks
            """);

        Assert.Equal(["1", "1", "0", "1", "347", "0"], lines);
    }

    private static async Task<string[]> LinesAsync(string command)
    {
        (string output, string errors, int exitCode) = await HostProcess.RunAsync("-Command", command);
        Assert.Equal((string.Empty, 0), (errors, exitCode));
        return output.Split('\n', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries);
    }
}
