using PortfolioMargin.Sandbox.Orders;

namespace PortfolioMargin.Sandbox;

/// <summary>The ranges of the options.</summary>
internal static class OptionsCheck
{
    public static void Check(SandboxOptions options)
    {
        Require(options.OrderCount is >= 0 and <= SandboxOptions.MaximumOrderCount, nameof(options.OrderCount), options.OrderCount);
        Require(options.OrdersPerMillisecond >= 1, nameof(options.OrdersPerMillisecond), options.OrdersPerMillisecond);
        Require(options.HistorySpan >= TimeSpan.FromMilliseconds(1), nameof(options.HistorySpan), options.HistorySpan);
        Require(
            options.HistoryEnd is not { } end || end.ToUnixTimeMilliseconds() > SandboxOrder.DocumentedExample.UpdatedTime + 1,
            nameof(options.HistoryEnd),
            options.HistoryEnd);
        Require(options.Latency >= TimeSpan.Zero, nameof(options.Latency), options.Latency);
        Require(options.WeightLimit >= 0, nameof(options.WeightLimit), options.WeightLimit);
        Require(options.WeightUsedByOthers >= 0, nameof(options.WeightUsedByOthers), options.WeightUsedByOthers);
        Require(
            options.WeightInterval > TimeSpan.Zero && options.WeightInterval.Ticks % TimeSpan.TicksPerSecond == 0,
            nameof(options.WeightInterval),
            options.WeightInterval);
        Require(options.RequestsForgivenAfterLimit >= 0, nameof(options.RequestsForgivenAfterLimit), options.RequestsForgivenAfterLimit);
        Require(options.RequestLogCapacity >= 0, nameof(options.RequestLogCapacity), options.RequestLogCapacity);
        Require(options.BanDurations.Count > 0 && options.BanDurations.All(ban => ban > TimeSpan.Zero), nameof(options.BanDurations), options.BanDurations.Count);
        Require(options.IntervalLimit is not { } limit || limit > TimeSpan.Zero, nameof(options.IntervalLimit), options.IntervalLimit);
        Require(options.DefaultWindow is not { } window || window > TimeSpan.Zero, nameof(options.DefaultWindow), options.DefaultWindow);
    }

    private static void Require(bool holds, string option, object? value)
    {
        if (!holds)
        {
            throw new ArgumentOutOfRangeException(option, value, "The option is out of its range.");
        }
    }
}
