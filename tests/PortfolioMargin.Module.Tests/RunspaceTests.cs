using PortfolioMargin.ModuleTests.Support;

namespace PortfolioMargin.ModuleTests;

public sealed class RunspaceTests
{
    /// <summary>The signer behind a profile, which users cannot reach.</summary>
    private const string Signer = """
        $flags = [Reflection.BindingFlags]'Static, Instance, NonPublic, Public'
        $store = [PortfolioMargin.PmCredential].Assembly.GetType('PortfolioMargin.Profiles.RunspaceProfiles').GetProperty('Current', $flags).GetValue($null)
        $secret = $store.GetType().GetMethod('Get', $flags).Invoke($store, @('Default'))
        $credential = $secret.GetType().GetField('_credential', $flags).GetValue($secret)
        $credential.GetType().GetProperty('Signer', $flags).GetValue($credential)
        """;

    [Fact]
    public void Two_runspaces_do_not_see_each_other_s_credentials()
    {
        using Engine one = Engine.OnSandbox();
        using var other = new Engine();

        Assert.Single(one.Run("Get-PmCredential").Output);
        Assert.Empty(other.Run("Get-PmCredential").Output);
        Assert.Equal("CredentialNotSet", other.Run("Get-PmMarginForceOrder").ErrorId);
    }

    [Theory]
    [InlineData("Remove-PmCredential Default")]
    [InlineData("Set-PmCredential -Sandbox")]
    [InlineData("Remove-Module PortfolioMargin")]
    public void A_key_that_is_removed_or_replaced_is_gone(string script)
    {
        using Engine engine = Engine.OnSandbox();
        object signer = SignerOf(engine);
        Assert.NotEmpty(Sign(signer));

        engine.Run(script).EnsureClean();

        Assert.Throws<ObjectDisposedException>(() => Sign(signer));
    }

    [Fact]
    public void A_key_is_gone_when_its_runspace_closes()
    {
        Engine engine = Engine.OnSandbox();
        object signer = SignerOf(engine);

        engine.Dispose();

        Assert.Throws<ObjectDisposedException>(() => Sign(signer));
    }

    [Fact]
    public void A_profile_ends_with_the_iteration_that_set_it()
    {
        using var engine = new Engine();

        Outcome outcome = engine.Run(
            """
            1..3 | ForEach-Object -ThrottleLimit 1 -Parallel {
                Import-Module $using:manifest
                if ($_ -eq 1) { Set-PmCredential -Sandbox }
                '{0} {1} {2}' -f [runspace]::DefaultRunspace.InstanceId, @(Get-PmCredential).Count, @(Get-PmMarginForceOrder -First 1 -ErrorAction SilentlyContinue).Count
            }
            """,
            ("manifest", Layout.Manifest));

        // One runspace for all of them, or the test would prove nothing.
        string[] lines = [.. outcome.Output.Select(line => line.ToString())];
        string runspace = lines[0].Split(' ')[0];
        Assert.Equal([$"{runspace} 1 1", $"{runspace} 0 0", $"{runspace} 0 0"], lines);
    }

    [Fact]
    public void A_key_is_gone_when_its_runspace_is_reset_and_used_again()
    {
        using Engine engine = Engine.OnSandbox();
        object signer = SignerOf(engine);

        engine.Runspace.ResetRunspaceState();

        Assert.Empty(engine.Run("Get-PmCredential").EnsureClean().Output);
        Assert.Throws<ObjectDisposedException>(() => Sign(signer));
    }

    [Fact]
    public void Removing_the_module_from_one_runspace_leaves_the_other_working()
    {
        using var staying = new Engine();
        using (Engine leaving = Engine.OnSandbox())
        {
            leaving.Run("Remove-Module PortfolioMargin").EnsureClean();
        }

        Assert.Equal(3, staying.Run("Set-PmCredential -Sandbox; Get-PmMarginForceOrder -First 3").EnsureClean().Output.Count);
    }

    [Fact]
    public void Many_runspaces_work_at_once()
    {
        Parallel.For(0, 6, _ =>
        {
            using Engine engine = Engine.OnSandbox();
            Assert.Equal(347, engine.Run("Get-PmMarginForceOrder -All").EnsureClean().Output.Count);
        });
    }

    private static object SignerOf(Engine engine) => Assert.Single(engine.Run(Signer).EnsureClean().Output).BaseObject;

    private static string Sign(object signer)
    {
        try
        {
            return (string)signer.GetType().GetMethod("Sign")!.Invoke(signer, ["timestamp=1"])!;
        }
        catch (System.Reflection.TargetInvocationException failure)
        {
            System.Runtime.ExceptionServices.ExceptionDispatchInfo.Capture(failure.InnerException!).Throw();
            throw;
        }
    }
}
