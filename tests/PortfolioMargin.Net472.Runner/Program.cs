using System.Runtime.CompilerServices;

namespace PortfolioMargin.Net472Runner;

internal static class Program
{
    private static int Main(string[] arguments)
    {
        // The checks keep no ban in the user's own file, and find none there.
        string state = Path.Combine(Path.GetTempPath(), "pm-state-" + Guid.NewGuid().ToString("N"));
        Environment.SetEnvironmentVariable("XDG_STATE_HOME", state);
        Environment.SetEnvironmentVariable("LOCALAPPDATA", state);

        if (arguments is ["loader"])
        {
            var checks = new Checks();
            LoaderChecks.Add(checks);
            return checks.RunAsync().GetAwaiter().GetResult();
        }

        ShippedAssemblies.Attach();
        return Run();
    }

    /// <summary>By itself, so that nothing of the client is looked for before there is a way to find it.</summary>
    [MethodImpl(MethodImplOptions.NoInlining)]
    private static int Run()
    {
        var checks = new Checks();
        SigningChecks.Add(checks);
        DecodingChecks.Add(checks);
        ExchangeChecks.Add(checks);
        checks.Add("what ran is what is shipped", () => Checks.Equal(true, ShippedAssemblies.Holds(typeof(Client.PortfolioMarginClient).Assembly)));
        return checks.RunAsync().GetAwaiter().GetResult();
    }
}
