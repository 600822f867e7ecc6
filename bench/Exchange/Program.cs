using System.Globalization;
using PortfolioMargin.Benchmarks.Exchange;

int rows = args.Length > 0 ? int.Parse(args[0], CultureInfo.InvariantCulture) : 10_000;
double roundTrip = args.Length > 1 ? double.Parse(args[1], CultureInfo.InvariantCulture) : 50;
await using BenchExchange exchange = await BenchExchange.StartAsync(rows);
string certificate = Path.Combine(Path.GetTempPath(), FormattableString.Invariant($"bench-exchange-{Environment.ProcessId}.pem"));
await File.WriteAllTextAsync(certificate, exchange.CertificatePem);
Console.WriteLine($"near        {exchange.AddressAt(TimeSpan.Zero)}");
Console.WriteLine(FormattableString.Invariant($"{roundTrip} ms away  {exchange.AddressAt(TimeSpan.FromMilliseconds(roundTrip))}"));
Console.WriteLine($"certificate {certificate}");
await Console.In.ReadToEndAsync();
File.Delete(certificate);
Console.WriteLine(exchange.Traffic);
