using PortfolioMargin.Loopback;
using PortfolioMargin.Sandbox;

LoopbackOptions options = args.Contains("--https") ? LoopbackOptions.Https : LoopbackOptions.Http;
using var exchange = new SandboxExchange();
await using LoopbackExchange server = await LoopbackExchange.StartAsync(exchange, options);
Console.WriteLine($"listening {server.BaseUri}");
await Console.In.ReadToEndAsync();
return 0;
