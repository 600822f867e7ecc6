using System.Globalization;
using Microsoft.AspNetCore.Server.Kestrel.Core;
using PortfolioMargin.Sandbox;
using PortfolioMargin.Sandbox.Faults;
using PortfolioMargin.Sandbox.Orders;

namespace PortfolioMargin.Loopback;

/// <summary>What the command line asks for.</summary>
internal sealed record CommandLine(LoopbackOptions Server, SandboxOptions Exchange, string? CertificatePath)
{
    public const string Usage =
        """
        Serves a made-up exchange on 127.0.0.1 until standard input ends.

          --https               TLS with a certificate made for this run; --pem-out PATH writes it down
          --http1               HTTP/1.1 only
          --compress            gzip and brotli for clients that accept them
          --port N              default: any free port
          --orders N            how many orders, default 347, up to 1000000
          --seed N              which orders
          --same-millisecond N  how many neighbours share each millisecond
          --history-end DATE    every order is older, default: the start of this day (UTC)
          --sort ORDER          ascending, descending, bysymbol, scrambled
          --arrival-time TIME   now, afternewest
          --fault SCRIPT        for example "3:429/2 5:reset 7-9:503 4:arrive/7"
          --arrivals LIST       for example "3:7 5:2": before request 3 seven orders arrive
          --expiries LIST       the same for the oldest orders, which leave
          --latency MS          how long each answer takes
          --clock-offset S      how far the exchange's clock is ahead
          --interval-limit DAYS the longest window that is answered
          --default-window DAYS how far back an answer reaches without startTime
          --weight-limit N      weight in a minute, default 6000
          --weight-others N     weight that others use in a minute
          --forgive N           requests after a 429 that are not yet banned, default 16
          --hmac KEY:SECRET     one more account; also --rsa KEY:PEMPATH, --ed25519 KEY:PEMPATH (public keys)
        """;

    /// <summary>Reads the arguments.</summary>
    /// <exception cref="FormatException">An argument is unknown or has no value that fits; the message says which.</exception>
    public static CommandLine Parse(IReadOnlyList<string> arguments)
    {
        var values = new ArgumentValues(arguments);
        var server = new LoopbackOptions
        {
            UseTls = values.Has("--https"),
            Protocols = values.Has("--http1") ? HttpProtocols.Http1 : HttpProtocols.Http1AndHttp2,
            Compress = values.Has("--compress"),
            Port = values.One("--port", Integer, 0),
        };
        var exchange = new SandboxOptions
        {
            Accounts =
            [
                SandboxAccount.Demo,
                .. values.All("--hmac").Select(Accounts.Hmac),
                .. values.All("--rsa").Select(Accounts.Rsa),
                .. values.All("--ed25519").Select(Accounts.Ed25519),
            ],
            OrderCount = values.One("--orders", Integer, SandboxOptions.DefaultOrderCount),
            Seed = values.One("--seed", text => long.Parse(text, CultureInfo.InvariantCulture), 1),
            OrdersPerMillisecond = values.One("--same-millisecond", Integer, 1),
            HistoryEnd = values.One<DateTimeOffset?>("--history-end", Date, null),
            SortOrder = values.One("--sort", Name<SortOrder>, SortOrder.Ascending),
            ArrivalTime = values.One("--arrival-time", Name<ArrivalTime>, ArrivalTime.Now),
            Faults = Script(values),
            Latency = values.One("--latency", text => TimeSpan.FromMilliseconds(Number(text)), TimeSpan.Zero),
            ClockOffset = values.One("--clock-offset", text => TimeSpan.FromSeconds(Number(text)), TimeSpan.Zero),
            IntervalLimit = values.One<TimeSpan?>("--interval-limit", text => TimeSpan.FromDays(Number(text)), null),
            DefaultWindow = values.One<TimeSpan?>("--default-window", text => TimeSpan.FromDays(Number(text)), null),
            WeightLimit = values.One("--weight-limit", Integer, SandboxOptions.DefaultWeightLimit),
            WeightUsedByOthers = values.One("--weight-others", Integer, 0),
            RequestsForgivenAfterLimit = values.One("--forgive", Integer, new SandboxOptions().RequestsForgivenAfterLimit),
        };
        string? certificatePath = values.One<string?>("--pem-out", text => text, null);
        values.RefuseUnknown();
        return new CommandLine(server, exchange, certificatePath);
    }

    // "3:7" among arrivals is "3:arrive/7" in a script.
    private static FaultScript Script(ArgumentValues values)
    {
        IEnumerable<string> arrivals = values.All("--arrivals").SelectMany(text => Events(text, "arrive"));
        IEnumerable<string> expiries = values.All("--expiries").SelectMany(text => Events(text, "expire"));
        return FaultScript.Parse(string.Join(' ', [.. arrivals, .. expiries, .. values.All("--fault")]));
    }

    private static IEnumerable<string> Events(string text, string kind) =>
        text.Split([' ', ',', ';'], StringSplitOptions.RemoveEmptyEntries).Select(item => item.Replace(":", $":{kind}/", StringComparison.Ordinal));

    private static int Integer(string text) => int.Parse(text, CultureInfo.InvariantCulture);

    private static double Number(string text) => double.Parse(text, CultureInfo.InvariantCulture);

    private static DateTimeOffset? Date(string text) => DateTimeOffset.Parse(text, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal);

    private static T Name<T>(string text)
        where T : struct, Enum =>
        Enum.TryParse(text, ignoreCase: true, out T value) && Enum.IsDefined(value) ? value : throw new FormatException($"Not one of {string.Join(", ", Enum.GetNames<T>())}.");
}
