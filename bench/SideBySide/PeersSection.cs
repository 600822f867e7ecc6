using PortfolioMargin.Benchmarks.Exchange;

namespace PortfolioMargin.Benchmarks.SideBySide;

/// <summary>Other clients, page after page as their users call them.</summary>
internal static class PeersSection
{
    private static readonly string[] NodeClients = ["@binance/derivatives-trading-portfolio-margin", "binance", "binance-api-node", "ccxt"];

    public static void Run(World world, int rounds)
    {
        Report.Section("Other clients, 10,000 rows");
        if (!Directory.Exists(Path.Combine(Places.Peers, "node_modules")) || !Child.Exists("node"))
        {
            Report.Note("Node clients are left out: `npm install` in bench/peers brings them.");
        }

        var lines = new List<string[]>();
        foreach (double roundTrip in new[] { 50.0, 0.0 })
        {
            string address = world.Address(roundTrip);
            var peers = new List<(string Name, Func<int, ChildRun> Run)>
            {
                ("module", times => world.Child.Pwsh("warm-module.ps1", address, Places.Module, Places.Probe, $"{times}")),
                ("Invoke-RestMethod script", times => world.Child.Pwsh("invoke-restmethod.ps1", address, $"{times}")),
            };
            if (Directory.Exists(Path.Combine(Places.Peers, "node_modules")))
            {
                peers.AddRange(NodeClients.Select(client => (client, (Func<int, ChildRun>)(times => world.Child.Node(client, address, $"{times}")))));
            }

            double moduleWhole = 0;
            double moduleWarm = 0;
            foreach ((string name, Func<int, ChildRun> run) in peers)
            {
                int warmUps = roundTrip > 0 ? 1 : 50;
                var whole = new List<double>();
                Traffic traffic = default;
                for (int round = 0; round < (roundTrip > 0 ? 2 : rounds); round++)
                {
                    (ChildRun once, traffic) = world.Watch(() => run(1));
                    World.RequireAllRows(name, once.Objects[0].GetProperty("rows").GetInt32());
                    whole.Add(once.Elapsed.TotalMilliseconds);
                }

                ChildRun child = run(warmUps + (roundTrip > 0 ? 2 : 2 * rounds));
                double warm = Figures.Median(child.Objects.Skip(warmUps).Select(result => result.GetProperty("ms").GetDouble()));
                double process = Figures.Median(whole);
                if (name == "module")
                {
                    (moduleWhole, moduleWarm) = (process, warm);
                }

                lines.Add(
                [
                    $"{roundTrip} ms",
                    name,
                    Figures.Milliseconds(process),
                    Figures.Ratio(process / moduleWhole),
                    Figures.Milliseconds(warm),
                    Figures.Ratio(warm / moduleWarm),
                    Figures.Number(traffic.Requests),
                    Figures.Number(traffic.Connections),
                ]);
            }
        }

        Report.Table(["round trip", "who", "whole process", "times the module's", "warm", "times the module's", "requests", "connections"], lines);
    }
}
