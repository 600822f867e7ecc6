using System.Globalization;
using System.Runtime.InteropServices;
using Microsoft.AspNetCore.Server.Kestrel.Core;
using PortfolioMargin.Benchmarks.Exchange;
using PortfolioMargin.Sandbox;

namespace PortfolioMargin.Benchmarks.SideBySide;

/// <summary>An exchange, and children that trust it.</summary>
internal sealed class World : IAsyncDisposable
{
    public const int Rows = 10_000;

    private readonly string _certificate = Path.Combine(Path.GetTempPath(), FormattableString.Invariant($"side-by-side-{Environment.ProcessId}.pem"));

    private World(BenchExchange exchange)
    {
        Exchange = exchange;
        File.WriteAllText(_certificate, exchange.CertificatePem);
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

    public BenchExchange Exchange { get; }

    public Child Child { get; }

    public static async Task<World> CreateAsync(int rows = Rows, HttpProtocols protocols = HttpProtocols.Http1AndHttp2) =>
        new(await BenchExchange.StartAsync(rows, protocols));

    public string Address(double roundTripMilliseconds) => Exchange.AddressAt(TimeSpan.FromMilliseconds(roundTripMilliseconds)).AbsoluteUri;

    /// <summary>What a piece of work asked of the exchange.</summary>
    public (T Result, Traffic Traffic) Watch<T>(Func<T> work)
    {
        Traffic before = Exchange.Traffic;
        T result = work();
        return (result, Exchange.Traffic - before);
    }

    public async ValueTask DisposeAsync()
    {
        await Exchange.DisposeAsync();
        File.Delete(_certificate);
    }

    public static void RequireAllRows(string who, int rows)
    {
        if (rows != Rows)
        {
            throw new InvalidOperationException(FormattableString.Invariant($"{who} returned {rows} of {Rows} rows."));
        }
    }

    public static string Machine => string.Create(
        CultureInfo.InvariantCulture,
        $"{DateTime.UtcNow:yyyy-MM-dd HH:mm} UTC, {Environment.ProcessorCount} cores ({RuntimeInformation.ProcessArchitecture}), load before: {Load}");

    private static string Load => File.Exists("/proc/loadavg") ? File.ReadAllText("/proc/loadavg").Split(' ')[0] : "unknown";
}
