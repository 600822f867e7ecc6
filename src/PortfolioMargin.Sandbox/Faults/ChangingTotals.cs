using PortfolioMargin.Sandbox.Orders;

namespace PortfolioMargin.Sandbox.Faults;

/// <summary>How far a changing total is off at a request: repeatable, and different from request to request.</summary>
internal static class ChangingTotals
{
    public static long Difference(long mostOff, int requestNumber) =>
        (long)(SplitMix64.Mix((ulong)requestNumber) % ((2 * (ulong)mostOff) + 1)) - mostOff;
}
