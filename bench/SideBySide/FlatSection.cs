using System.Text.Json;
using PortfolioMargin.Benchmarks.Exchange;

namespace PortfolioMargin.Benchmarks.SideBySide;

/// <summary>What a million rows hold in memory.</summary>
internal static class FlatSection
{
    private const int LongRows = 1_000_000;

    public static async Task RunAsync()
    {
        await using World shortWorld = await World.CreateAsync();
        await using World longWorld = await World.CreateAsync(LongRows);
        string trust = Path.Combine(Path.GetTempPath(), FormattableString.Invariant($"side-by-side-both-{Environment.ProcessId}.pem"));
        await File.WriteAllTextAsync(trust, shortWorld.Exchange.CertificatePem + "\n" + longWorld.Exchange.CertificatePem);
        var child = new Child(new Dictionary<string, string>(longWorld.Child.Environment) { ["SSL_CERT_FILE"] = trust });
        ChildRun run = child.Pwsh(
            "flat.ps1", longWorld.Address(0), shortWorld.Address(0), Places.Module, Places.Probe, $"{LongRows}", $"{World.Rows}");
        File.Delete(trust);
        JsonElement result = run.Objects[0];
        double live = result.GetProperty("live").GetDouble() - result.GetProperty("shortLive").GetDouble();
        Traffic traffic = longWorld.Exchange.Traffic;
        Report.Section("A million rows to Out-Null");
        Report.Table(["what", "figure"],
        [
            ["rows", Figures.Number(result.GetProperty("rows").GetDouble())],
            ["time", Figures.Milliseconds(result.GetProperty("ms").GetDouble())],
            ["requests of two walks", Figures.Number(traffic.Requests)],
            ["alive at the last row, over a list of 10,000", $"{Figures.Number(live)} bytes"],
            ["alive per further row", $"{Figures.Ratio(live / (LongRows - World.Rows))} bytes"],
            ["growth of the peak working set", $"{Figures.Number(result.GetProperty("peak").GetDouble())} bytes"],
        ]);
    }
}
