using System.Globalization;
using PortfolioMargin.Benchmarks.Server;

int rows = args.Length > 0 ? int.Parse(args[0], CultureInfo.InvariantCulture) : 10_000;
double roundTrip = args.Length > 1 ? double.Parse(args[1], CultureInfo.InvariantCulture) : 50;
await using BenchServer server = await BenchServer.StartAsync(rows);
string certificate = Path.Combine(Path.GetTempPath(), FormattableString.Invariant($"bench-server-{Environment.ProcessId}.pem"));
await File.WriteAllTextAsync(certificate, server.CertificatePem);
Console.WriteLine($"near        {server.AddressAt(TimeSpan.Zero)}");
Console.WriteLine(FormattableString.Invariant($"{roundTrip} ms away  {server.AddressAt(TimeSpan.FromMilliseconds(roundTrip))}"));
Console.WriteLine($"certificate {certificate}");
await Console.In.ReadToEndAsync();
File.Delete(certificate);
Console.WriteLine(server.Traffic);
