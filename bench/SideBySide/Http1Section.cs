using Microsoft.AspNetCore.Server.Kestrel.Core;
using PortfolioMargin.Benchmarks.Exchange;

namespace PortfolioMargin.Benchmarks.SideBySide;

/// <summary>The connections that a walk takes where the exchange speaks HTTP/1.1 only.</summary>
internal static class Http1Section
{
    public static async Task RunAsync(int rounds)
    {
        await using World world = await World.CreateAsync(protocols: HttpProtocols.Http1);
        Report.Section("Connections to an exchange that speaks HTTP/1.1 only, new process, 8 pages in flight");
        var lines = new List<string[]>();
        foreach (double roundTrip in new[] { 0.0, 50.0 })
        {
            Traffic[] walks = [.. Enumerable.Range(0, rounds).Select(_ => Walk(world, roundTrip))];
            lines.Add(
            [
                $"{roundTrip} ms",
                $"{walks.Max(walk => walk.Requests)}",
                $"{walks.Min(walk => walk.Connections)} to {walks.Max(walk => walk.Connections)}",
                $"{walks.Min(walk => walk.Handshakes)} to {walks.Max(walk => walk.Handshakes)}",
            ]);
        }

        Report.Table(["round trip", "requests", "connections", "TLS handshakes"], lines);
    }

    private static Traffic Walk(World world, double roundTrip)
    {
        (ChildRun child, Traffic traffic) = world.Watch(() => world.Child.Pwsh("whole-module.ps1", world.Address(roundTrip), Places.Module));
        World.RequireAllRows("module", child.Rows);
        return traffic;
    }
}
