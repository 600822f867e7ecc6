using PortfolioMargin.Net472Runner;

var checks = new Checks();
SigningChecks.Add(checks);
DecodingChecks.Add(checks);
ExchangeChecks.Add(checks);
return await checks.RunAsync().ConfigureAwait(false);
