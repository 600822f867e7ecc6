namespace PortfolioMargin;

/// <summary>What every failed request has to tell, whatever the failure.</summary>
/// <param name="StatusCode">See <see cref="RequestException.StatusCode"/>.</param>
/// <param name="ExchangeCode">See <see cref="RequestException.ExchangeCode"/>.</param>
/// <param name="Attempts">See <see cref="RequestException.Attempts"/>.</param>
/// <param name="Elapsed">See <see cref="RequestException.Elapsed"/>.</param>
internal readonly record struct RequestOutcome(int? StatusCode, int? ExchangeCode, int Attempts, TimeSpan Elapsed);
