using PortfolioMargin.ModuleTests.Support;

namespace PortfolioMargin.ModuleTests;

/// <summary>The shell with the module in it, and through it what only a fresh process can show.</summary>
public sealed class HostTests
{
    [Fact]
    public async Task It_shows_a_count_ten_rows_one_warning_and_one_verbose_line_without_a_secret()
    {
        (string output, string errors, int exitCode) = await HostProcess.RunAsync(
            "-Command", "Set-PmCredential -Sandbox; (Get-PmMarginForceOrder -All).Count; Get-PmMarginForceOrder -Verbose | ForEach-Object { 'order ' + $_.OrderId }");

        string[] lines = output.Split('\n', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries);
        Assert.Equal(0, exitCode);
        Assert.Empty(errors);
        Assert.Equal("347", lines[0]);
        Assert.Equal(10, lines.Count(line => line.StartsWith("order ", StringComparison.Ordinal)));
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
        Assert.Contains("\"BNBBTC\",\"SELL\",\"31.39000000\"", output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Interactive_it_opens_a_prompt_on_the_sandbox()
    {
        (string output, string errors, int exitCode) = await HostProcess.TypeAsync(["-Interactive"], "'orders: ' + (Get-PmMarginForceOrder -All).Count", "exit 3");

        Assert.Equal((3, string.Empty), (exitCode, errors));
        Assert.Contains("orders: 347", output, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("Get-PmMarginForceOrder", 1, "No credential is set for profile 'Default'")]
    [InlineData("Set-PmCredential -ApiKey KeyKeyKeyKeyKeyKey", 1, "ApiSecret")]
    [InlineData("'fine'", 0, "")]
    public async Task Errors_go_to_standard_error_and_into_the_exit_code(string command, int expected, string said)
    {
        (_, string errors, int exitCode) = await HostProcess.RunAsync("-NonInteractive", "-Command", command);

        Assert.Equal(expected, exitCode);
        Assert.Contains(said, errors, StringComparison.Ordinal);
        Assert.Equal(said.Length == 0, errors.Length == 0);
    }

    [Fact]
    public async Task It_runs_a_script_file_and_shows_numbers_in_the_culture_of_the_session()
    {
        string path = Path.Combine(Path.GetTempPath(), Path.GetRandomFileName() + ".ps1");
        try
        {
            await File.WriteAllTextAsync(path, "[cultureinfo]::CurrentCulture = 'de-DE'\nSet-PmCredential -Sandbox\nGet-PmMarginForceOrder -First 1 | Format-List\n", TestContext.Current.CancellationToken);

            (string output, _, int exitCode) = await HostProcess.RunAsync("-File", path);

            Assert.Equal(0, exitCode);
            Assert.Contains("31,39000000", output, StringComparison.Ordinal);
        }
        finally
        {
            File.Delete(path);
        }
    }

    [Fact]
    public async Task Import_loads_neither_client_nor_sandbox_nor_what_they_need()
    {
        string[] loaded = await LinesAsync("foreach ($assembly in [AppDomain]::CurrentDomain.GetAssemblies()) { $assembly.GetName().Name }");

        Assert.Contains("PortfolioMargin", loaded);
        Assert.DoesNotContain("PortfolioMargin.Client", loaded);
        Assert.DoesNotContain("PortfolioMargin.Sandbox", loaded);
        Assert.DoesNotContain("BouncyCastle.Cryptography", loaded);
        // Once in a while the shell loads a module of its own at its start, which needs System.Text.Json too.
        Assert.True(!loaded.Contains("System.Text.Json") || loaded.Contains("Microsoft.PowerShell.Commands.Utility"), string.Join(", ", loaded));
    }

    [Fact]
    public async Task Private_assemblies_live_in_a_context_of_their_own_and_users_types_do_not()
    {
        string[] contexts = await LinesAsync("""
            Set-PmCredential -Sandbox -SandboxFault '1:503'; $null = Get-PmMarginForceOrder -All
            foreach ($assembly in [AppDomain]::CurrentDomain.GetAssemblies()) { $assembly.GetName().Name + '=' + [System.Runtime.Loader.AssemblyLoadContext]::GetLoadContext($assembly).GetType().Name }
            """);

        Assert.Contains("PortfolioMargin=DefaultAssemblyLoadContext", contexts);
        Assert.Contains("PortfolioMargin.Abstractions=DefaultAssemblyLoadContext", contexts);
        Assert.Contains("PortfolioMargin.Client=PrivateLoadContext", contexts);
        Assert.Contains("PortfolioMargin.Sandbox=PrivateLoadContext", contexts);
        Assert.Contains("System.Text.Json=DefaultAssemblyLoadContext", contexts);
        Assert.DoesNotContain(contexts, context => context.StartsWith("BouncyCastle", StringComparison.Ordinal));
        Assert.Equal(contexts.Length, contexts.Select(context => context.Split('=')[0]).Where(name => name.StartsWith("PortfolioMargin", StringComparison.Ordinal)).Distinct().Count()
            + contexts.Count(context => !context.StartsWith("PortfolioMargin", StringComparison.Ordinal)));
    }

    [Fact]
    public async Task Nothing_of_the_process_is_hooked_by_the_module()
    {
        string[] lines = await LinesAsync("""
            function Hooks {
                $context = [System.Runtime.Loader.AssemblyLoadContext]
                $default = $context::Default
                $hooks = @(
                    foreach ($field in $context.GetFields([Reflection.BindingFlags]'Instance, Static, NonPublic')) {
                        $value = $field.GetValue($default)
                        if ($value -is [Delegate]) { $value.GetInvocationList() }
                    }
                )
                @($hooks | Where-Object { $_.Method.DeclaringType.FullName -like 'PortfolioMargin.*' }).Count
            }
            $path = (Get-Module PortfolioMargin).Path
            Hooks; Set-PmCredential -Sandbox; (Get-PmMarginForceOrder -All).Count; Hooks
            Remove-Module PortfolioMargin; Import-Module $path; Set-PmCredential -Sandbox; (Get-PmMarginForceOrder -All).Count; Hooks
            """);

        Assert.Equal(["0", "347", "0", "347", "0"], lines);
    }

    private static async Task<string[]> LinesAsync(string command)
    {
        (string output, string errors, int exitCode) = await HostProcess.RunAsync("-Command", command);
        Assert.Equal((string.Empty, 0), (errors, exitCode));
        return output.Split('\n', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries);
    }
}
