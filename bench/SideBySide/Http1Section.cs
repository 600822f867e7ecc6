using Microsoft.AspNetCore.Server.Kestrel.Core;
using PortfolioMargin.Benchmarks.Server;

namespace PortfolioMargin.Benchmarks.SideBySide;

/// <summary>The connections that a list takes where the exchange speaks HTTP/1.1 only.</summary>
internal static class Http1Section
{
    public static async Task RunAsync(Effort effort)
    {
        await using World world = await World.CreateAsync(effort.Rows, HttpProtocols.Http1);
        Report.Section("Connections to an exchange that speaks HTTP/1.1 only, new process");
        var lines = new List<string[]>();
        foreach (double roundTrip in effort.RoundTrips)
        {
            Traffic[] lists = [.. Enumerable.Range(0, effort.Times(5)).Select(_ => Read(world, roundTrip))];
            lines.Add(
            [
                $"{roundTrip} ms",
                $"{lists.Max(list => list.Requests)}",
                $"{lists.Min(list => list.Connections)} to {lists.Max(list => list.Connections)}",
                $"{lists.Min(list => list.Handshakes)} to {lists.Max(list => list.Handshakes)}",
            ]);
        }

        Report.Table(["round trip", "requests", "connections", "TLS handshakes"], lines);
    }

    private static Traffic Read(World world, double roundTrip)
    {
        (ChildRun child, Traffic traffic) = world.Watch(() => world.Child.RunShell("whole-module.ps1", world.Address(roundTrip), Places.Module));
        world.RequireAllRows("module", child.Rows);
        return traffic;
    }
}
