using System.Reflection;
using Microsoft.Extensions.Configuration;
using PortfolioMargin.Sandbox;
using PortfolioMargin.Sandbox.Faults;

namespace PortfolioMargin.Server;

/// <summary>What the command line asks for: <c>--NAME VALUE</c> for each property of the two option classes, and a few names more.</summary>
internal sealed record CommandLine(SandboxServerOptions Server, SandboxOptions Exchange, string? CertificatePath)
{
    public const string Usage =
        """
        Serves a sandbox exchange on 127.0.0.1 until standard input ends. Each argument is --NAME VALUE, in any case:

          --UseTls true              TLS with a certificate made for this run; --CertificatePath PATH writes it down
          --Protocols Http1          HTTP/1.1 only; --Compress true; --Port N (default: any free port)
          --OrderCount N             margin orders; also --UmOrderCount N, --CmOrderCount N
          --Seed N                   which orders; also --HistoryEnd DATE, --HistorySpan D.HH:MM:SS, --FuturesSpan D.HH:MM:SS
          --OrdersPerMillisecond N   how many neighbours share each millisecond
          --ArrivalTime AfterNewest  instead of Now
          --Faults SCRIPT            what goes wrong, or changes, at which request: docs/sandbox.md
          --Latency HH:MM:SS         how long each response takes; also --ClockOffset HH:MM:SS
          --WeightLimit N            weight in a minute; also --WeightUsedByOthers N, --RequestsForgivenAfterLimit N
          --Hmac KEY:SECRET          one more account; also --Rsa KEY:PEMPATH, --Ed25519 KEY:PEMPATH (public keys)
        """;

    private static readonly string[] OtherNames = [nameof(SandboxOptions.Faults), nameof(CertificatePath), "Hmac", "Rsa", "Ed25519"];

    /// <summary>Reads the arguments.</summary>
    /// <exception cref="FormatException">An argument is unknown, or has no value that fits; the message says which.</exception>
    public static CommandLine Parse(IReadOnlyList<string> arguments)
    {
        IConfigurationRoot values = new ConfigurationBuilder().AddCommandLine([.. arguments]).Build();
        RefuseUnknown(arguments, values);
        try
        {
            SandboxOptions exchange = values.Get<SandboxOptions>() ?? new SandboxOptions();
            return new CommandLine(
                values.Get<SandboxServerOptions>() ?? SandboxServerOptions.Http,
                exchange with { Accounts = [.. AccountsIn(values)], Faults = FaultScript.Parse(values[nameof(SandboxOptions.Faults)] ?? "") },
                values[nameof(CertificatePath)]);
        }
        catch (Exception e) when (e is InvalidOperationException or TargetInvocationException)
        {
            throw new FormatException(e.GetBaseException().Message, e);
        }
    }

    private static IEnumerable<SandboxAccount> AccountsIn(IConfiguration values)
    {
        yield return SandboxAccount.Demo;
        foreach ((string name, Func<string, SandboxAccount> create) in new (string, Func<string, SandboxAccount>)[]
        {
            ("Hmac", Accounts.Hmac), ("Rsa", Accounts.Rsa), ("Ed25519", Accounts.Ed25519),
        })
        {
            if (values[name] is { } text)
            {
                yield return create(text);
            }
        }
    }

    // Binding itself ignores a name that no property has, and a name at the end without a value.
    private static void RefuseUnknown(IReadOnlyList<string> arguments, IConfiguration values)
    {
        IEnumerable<string> known = new[] { typeof(SandboxOptions), typeof(SandboxServerOptions) }
            .SelectMany(type => type.GetProperties().Where(property => property.CanWrite).Select(property => property.Name))
            .Concat(OtherNames);
        foreach (string argument in arguments.Where(argument => argument.StartsWith("--", StringComparison.Ordinal)))
        {
            string name = argument[2..].Split('=')[0];
            if (values[name] is null || !known.Contains(name, StringComparer.OrdinalIgnoreCase))
            {
                throw new FormatException($"'{argument}' is unknown, or has no value.");
            }
        }
    }
}
