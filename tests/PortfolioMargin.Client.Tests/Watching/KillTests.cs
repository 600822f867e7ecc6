using System.Diagnostics;
using System.Globalization;
using PortfolioMargin.Sandbox;
using PortfolioMargin.Server;

namespace PortfolioMargin.Client.Tests.Watching;

/// <summary>Real processes that are killed at each step of a run, and the run after each.</summary>
public sealed class KillTests
{
    [Fact]
    public async Task A_run_that_is_killed_at_any_step_loses_nothing_and_repeats_at_most_its_last_look()
    {
        using var folder = new TemporaryFolder();
        using var exchange = new SandboxExchange(new SandboxOptions { Orders = [] });
        await using SandboxServer server = await SandboxServer.StartAsync(exchange);
        string output = folder.File("orders.txt");
        await RunAsync(server.BaseUri, folder, output, 0);

        int killed = 0;
        int repeated = 0;
        int steps = 0;
        for (int killAt = 1; killAt <= steps || steps == 0; killAt++)
        {
            int before = LinesOf(output).Length;
            Arrive(exchange, 2, 1, 1);
            string[] ofLastLook = [.. Names(exchange).Except(LinesOf(output))];
            (int exitCode, _) = await RunAsync(server.BaseUri, folder, output, killAt);
            if (exitCode == 0)
            {
                break;
            }

            killed++;
            Arrive(exchange, 1, 0, 1);
            (exitCode, string said) = await RunAsync(server.BaseUri, folder, output, 0);
            Assert.Equal(0, exitCode);
            Assert.True(int.Parse(said, CultureInfo.InvariantCulture) > 0);

            string[] lines = LinesOf(output);
            Assert.Equal(Names(exchange).Order(), lines.Distinct().Order());
            string[] twice = [.. lines.Skip(before).GroupBy(line => line).Where(group => group.Count() > 1).Select(group => group.Key)];
            Assert.Empty(twice.Except(ofLastLook));
            Assert.All(lines.GroupBy(line => line), group => Assert.True(group.Count() <= 2));
            Assert.Empty(lines.Take(before).Intersect(lines.Skip(before)));
            repeated += twice.Length;
        }

        TestContext.Current.SendDiagnosticMessage($"steps killed {killed}, runs {(2 * killed) + 2}, orders {Names(exchange).Length}, lost 0, repeated {repeated}");
        Assert.InRange(killed, 12, 40);
        Assert.InRange(repeated, 1, 4 * killed);
    }

    private static void Arrive(SandboxExchange exchange, int margin, int um, int cm)
    {
        exchange.Margin.Arrive(margin);
        exchange.Um.Arrive(um, TimeSpan.FromMinutes(20));
        exchange.Cm.Arrive(cm);
    }

    private static string[] Names(SandboxExchange exchange) =>
        [.. new[] { exchange.Margin, exchange.Um, exchange.Cm }.SelectMany(market => market.Orders).Select(order => $"{order.Market} {order.Symbol} {order.OrderId}")];

    private static string[] LinesOf(string path) => File.Exists(path) ? File.ReadAllLines(path) : [];

    private static async Task<(int ExitCode, string Said)> RunAsync(Uri exchange, TemporaryFolder folder, string output, int killAt)
    {
        var start = new ProcessStartInfo(
            "dotnet",
            [
                Path.Combine(AppContext.BaseDirectory, "PortfolioMargin.WatchRunner.dll"),
                exchange.ToString(), SandboxAccount.DemoApiKey, SandboxAccount.DemoSecret, folder.File("checkpoint.json"), output, killAt.ToString(CultureInfo.InvariantCulture),
            ])
        {
            RedirectStandardOutput = true,
        };
        start.Environment["XDG_STATE_HOME"] = folder.Path;
        using Process process = Process.Start(start)!;
        string said = await process.StandardOutput.ReadToEndAsync(TestContext.Current.CancellationToken);
        await process.WaitForExitAsync(TestContext.Current.CancellationToken);
        return (process.ExitCode, said);
    }
}
