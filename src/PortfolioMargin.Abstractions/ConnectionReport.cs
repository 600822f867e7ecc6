namespace PortfolioMargin;

/// <summary>What one signed request showed of the way to the exchange.</summary>
/// <param name="Latency">From sending to the last byte of the answer, of the attempt that succeeded.</param>
/// <param name="ClockOffset">Exchange's clock minus ours, from the answer's <c>Date</c> header (whole seconds); zero when the clocks agree within that.</param>
/// <param name="UsedWeight">Weight used in this minute by everything behind this IP, as the exchange counts it.</param>
/// <param name="WeightLimit">The documented limit of that weight.</param>
public sealed record ConnectionReport(TimeSpan Latency, TimeSpan? ClockOffset, int? UsedWeight, int WeightLimit);
