using System.Security.Cryptography;
using PortfolioMargin.Sandbox;
using PortfolioMargin.Server;

if (args.Contains("--help"))
{
    Console.WriteLine(CommandLine.Usage);
    return 0;
}

try
{
    var commandLine = CommandLine.Parse(args);
    using var exchange = new SandboxExchange(commandLine.Exchange);
    await using SandboxServer server = await SandboxServer.StartAsync(exchange, commandLine.Server);
    if (commandLine.CertificatePath is { } path && server.Certificate is { } certificate)
    {
        await File.WriteAllTextAsync(path, certificate.ExportCertificatePem());
    }

    Console.WriteLine($"listening {server.BaseUri}");
    await Console.In.ReadToEndAsync();
    return 0;
}
catch (Exception e) when (e is FormatException or ArgumentException or IOException or UnauthorizedAccessException or CryptographicException)
{
    await Console.Error.WriteLineAsync(e.Message);
    await Console.Error.WriteLineAsync(CommandLine.Usage);
    return 2;
}
