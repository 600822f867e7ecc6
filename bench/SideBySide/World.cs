using System.Globalization;
using System.Runtime.InteropServices;
using Microsoft.AspNetCore.Server.Kestrel.Core;
using PortfolioMargin.Benchmarks.Server;
using PortfolioMargin.Sandbox;

namespace PortfolioMargin.Benchmarks.SideBySide;

/// <summary>An exchange, and children that trust it.</summary>
internal sealed class World : IAsyncDisposable
{
    private readonly string _certificate = Path.Combine(Path.GetTempPath(), FormattableString.Invariant($"side-by-side-{Environment.ProcessId}.pem"));

    private World(BenchServer server, int rows)
    {
        (Server, Rows) = (server, rows);
        File.WriteAllText(_certificate, server.CertificatePem);
        Child = new Child(new Dictionary<string, string>
        {
            // .NET on Linux, then Node.
            ["SSL_CERT_FILE"] = _certificate,
            ["NODE_EXTRA_CA_CERTS"] = _certificate,
            ["BINANCE_API_KEY"] = SandboxAccount.DemoApiKey,
            ["BINANCE_API_SECRET"] = SandboxAccount.DemoSecret,
            ["POWERSHELL_TELEMETRY_OPTOUT"] = "1",
            ["POWERSHELL_UPDATECHECK"] = "Off",
        });
    }

    public BenchServer Server { get; }

    /// <summary>How many orders the list has.</summary>
    public int Rows { get; }

    public Child Child { get; }

    public static async Task<World> CreateAsync(int rows, HttpProtocols protocols = HttpProtocols.Http1AndHttp2) =>
        new(await BenchServer.StartAsync(rows, protocols), rows);

    public string Address(double roundTripMilliseconds) => Server.AddressAt(TimeSpan.FromMilliseconds(roundTripMilliseconds)).AbsoluteUri;

    /// <summary>What a piece of work asked of the exchange.</summary>
    public (T Result, Traffic Traffic) Watch<T>(Func<T> work)
    {
        Traffic before = Server.Traffic;
        T result = work();
        return (result, Server.Traffic - before);
    }

    public async ValueTask DisposeAsync()
    {
        await Server.DisposeAsync();
        File.Delete(_certificate);
    }

    /// <exception cref="MeasurementException">A contender did not return every row.</exception>
    public void RequireAllRows(string who, int rows) => RequireRows(who, rows, Rows);

    /// <exception cref="MeasurementException">A contender did not return as many rows as it was asked for.</exception>
    public static void RequireRows(string who, int rows, int wanted)
    {
        if (rows != wanted)
        {
            throw new MeasurementException(FormattableString.Invariant($"{who} returned {rows} of {wanted} rows."));
        }
    }

    public static string Machine => string.Create(
        CultureInfo.InvariantCulture,
        $"{DateTime.UtcNow:yyyy-MM-dd HH:mm} UTC, {Environment.ProcessorCount} cores ({RuntimeInformation.ProcessArchitecture}), load before: {Load}");

    private static string Load => File.Exists("/proc/loadavg") ? File.ReadAllText("/proc/loadavg").Split(' ')[0] : "unknown";
}
