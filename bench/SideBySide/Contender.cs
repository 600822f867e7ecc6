using System.Diagnostics;

namespace PortfolioMargin.Benchmarks.SideBySide;

/// <summary>Who fetches the list.</summary>
/// <param name="Name">What the tables call it.</param>
/// <param name="IsPeer">Whether it is a client as others use it, which asks for one page after the other.</param>
/// <param name="Whole">Starts it for one list from an address, as a user's script would.</param>
/// <param name="Stay">Starts it for one list after the other.</param>
internal sealed record Contender(string Name, bool IsPeer, Func<World, string, ProcessStartInfo> Whole, Func<World, string, ProcessStartInfo> Stay)
{
    private static readonly string[] NodeClients = ["@binance/derivatives-trading-portfolio-margin", "binance", "binance-api-node", "ccxt"];

    public static Contender Module { get; } = new(
        "module",
        IsPeer: false,
        (world, address) => world.Child.Shell("whole-module.ps1", address, Places.Module),
        (world, address) => world.Child.Shell("list.ps1", address, Places.Probe, Places.Module));

    public static Contender Floor { get; } = MakeFloor("2.0", 8);

    public static Contender WideFloor { get; } = MakeFloor("2.0", 64);

    public static Contender Http11Floor { get; } = MakeFloor("1.1", 8);

    /// <summary>Those that have several requests in flight; the module is the first.</summary>
    public static IReadOnlyList<Contender> SideBySide { get; } = [Module, Floor, WideFloor, Http11Floor];

    /// <summary>The peers that are on this machine.</summary>
    public static IReadOnlyList<Contender> Peers { get; } = [MakeScript(), .. Places.HasPeers ? NodeClients.Select(MakeNode) : []];

    private static Contender MakeFloor(string version, int inFlight) => new(
        $"floor, HTTP/{version.Replace(".0", "", StringComparison.Ordinal)}, {inFlight} in flight",
        IsPeer: false,
        (world, address) => world.Child.Shell("whole-floor.ps1", address, Places.Floor, version, $"{inFlight}"),
        (world, address) => world.Child.Shell("list.ps1", address, Places.Probe, Places.Floor, version, $"{inFlight}"));

    private static Contender MakeScript()
    {
        static ProcessStartInfo Start(World world, string address) => world.Child.Shell("invoke-restmethod.ps1", address);
        return new Contender("Invoke-RestMethod script", IsPeer: true, Start, Start);
    }

    private static Contender MakeNode(string client)
    {
        ProcessStartInfo Start(World world, string address) => world.Child.Node(client, address);
        return new Contender(client, IsPeer: true, Start, Start);
    }
}
