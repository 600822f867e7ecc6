using System.Management.Automation;
using System.Numerics;
using CsCheck;
using PortfolioMargin.ModuleTests.Support;
using static PortfolioMargin.ModuleTests.Reporting.Orders;

namespace PortfolioMargin.ModuleTests.Reporting;

/// <summary>The sums are exact, and computed as orders come.</summary>
public sealed class ExactMeasureTests : IDisposable
{
    private readonly Engine _engine = new();

    public void Dispose() => _engine.Dispose();

    [Fact]
    public void A_sum_has_every_digit_and_the_zeros_at_its_end()
    {
        Assert.Equal("0.30", Sum(0.10m, 0.20m));
        Assert.Equal("12345678901234567890.12345679", Sum(12345678901234567890m, 0.12345679m));

        // The places of the first two are lost when decimals are added, beside a number of 28 digits.
        Assert.Equal("1.00", Sum(0.49m, 0.51m, 9999999999999999999999999999m, -9999999999999999999999999999m));
    }

    [Fact]
    public void A_sum_of_more_digits_than_a_decimal_holds_is_rounded_once()
    {
        Assert.Equal("7000000000000000000000000000.1", Sum(7000000000000000000000000000m, 0.06m, 0.06m));
    }

    [Fact]
    public void Sums_and_average_prices_agree_with_arithmetic_of_whole_numbers()
    {
        Gen<decimal> amount = Gen.Select(Gen.Long[0, 999_999_999_999_999], Gen.Int[0, 10], (mantissa, scale) => new decimal((int)mantissa, (int)(mantissa >> 32), 0, false, (byte)scale));
        Gen.Select(amount, amount).Array[1, 40].Sample(
            pairs =>
            {
                var orders = pairs.Select(pair => Um("BTCUSDT", pair.Item1, pair.Item2, pair.Item1)).ToArray();

                PSObject sum = Assert.Single(_engine.Run("$orders | Measure-PmForceOrder", ("orders", orders)).EnsureClean().Output);

                // With ten decimal places at most, 10^10 times an amount is a whole number.
                Assert.Equal(Total(pairs.Select(pair => Whole(pair.Item1))), Whole((decimal)sum.Properties["Notional"].Value));
                Assert.Equal(Total(pairs.Select(pair => Whole(pair.Item2))), Whole((decimal)sum.Properties["ExecutedQuantity"].Value));
                CheckAverage(pairs, (decimal?)sum.Properties["AveragePrice"].Value);
            },
            iter: 60,
            threads: 1);
    }

    [Fact]
    public void Ten_thousand_orders_of_the_sandbox_sum_up_to_what_whole_numbers_say()
    {
        PSObject[] orders = [.. _engine.Run("Set-PmCredential -Sandbox -SandboxOrderCount 10000; Get-PmMarginForceOrder -StartTime 2019-01-01 -All").EnsureClean().Output];

        PSObject[] sums = [.. _engine.Run("$orders | Measure-PmForceOrder -By Symbol, Side", ("orders", orders)).EnsureClean().Output];

        // Price and quantity have eight decimal places at most, their product sixteen.
        var independent = orders.Select(order => (ForceOrder)order.BaseObject)
            .GroupBy(order => (order.Symbol, order.Side))
            .ToDictionary(
                group => group.Key,
                group => (group.LongCount(), Total(group.Select(order => Scaled(order.AveragePrice!.Value, 8) * Scaled(order.ExecutedQuantity!.Value, 8)))));
        Assert.Equal(10_000, orders.Length);
        Assert.Equal(independent.Count, sums.Length);
        Assert.All(sums, sum => Assert.Equal(
            independent[((string)sum.Properties["Symbol"].Value, (string)sum.Properties["Side"].Value)],
            ((long)sum.Properties["Count"].Value, Scaled((decimal)sum.Properties["Notional"].Value, 16))));
    }

    [Fact]
    public void Orders_are_let_go_as_they_are_summed()
    {
        var seen = new List<WeakReference>();
        int alive = -1;

        Outcome outcome = _engine.Run("$orders | Measure-PmForceOrder", ("orders", Stream()));

        Assert.Equal(5_000L, outcome.EnsureClean().Output.Single().Properties["Count"].Value);
        Assert.InRange(alive, 0, 10);

        IEnumerable<ForceOrder> Stream()
        {
            for (int i = 0; i < 5_000; i++)
            {
                MarginForceOrder order = Margin("BTCUSDT", 1m, 1m, id: i);
                seen.Add(new WeakReference(order));
                yield return order;
            }

            GC.Collect();
            alive = seen.Count(reference => reference.IsAlive);
        }
    }

    private string Sum(params decimal[] values)
    {
        Outcome outcome = _engine.Run("($orders | Measure-PmForceOrder).Notional.ToString([cultureinfo]::InvariantCulture)", ("orders", values.Select(value => Um("BTCUSDT", 1m, 1m, value)).ToArray()));
        return outcome.EnsureClean().Output.Single().ToString();
    }

    /// <summary>The average price is the one number of 28 digits or fewer that is nearest to the quotient of two whole numbers.</summary>
    private static void CheckAverage((decimal Price, decimal Quantity)[] pairs, decimal? average)
    {
        var priced = pairs.Where(pair => pair.Price > 0).ToArray();
        BigInteger weight = Total(priced.Select(pair => Whole(pair.Quantity)));
        if (weight.IsZero)
        {
            Assert.Null(average);
            return;
        }

        BigInteger worth = Total(priced.Select(pair => Whole(pair.Price) * Whole(pair.Quantity)));
        BigInteger scaled = worth * BigInteger.Pow(10, 18) / weight;
        BigInteger difference = BigInteger.Abs(scaled - Scaled(average!.Value, 28));
        Assert.True(difference <= BigInteger.Max(1, BigInteger.Abs(scaled) / BigInteger.Pow(10, 27)), $"{average} differs by {difference}.");
    }

    private static BigInteger Total(IEnumerable<BigInteger> numbers) => numbers.Aggregate(BigInteger.Zero, (sum, number) => sum + number);

    private static BigInteger Whole(decimal value) => Scaled(value, 10);

    /// <summary>A decimal times a power of ten that makes it a whole number.</summary>
    private static BigInteger Scaled(decimal value, int places)
    {
        int[] bits = decimal.GetBits(value);
        int scale = (bits[3] >> 16) & 0xFF;
        BigInteger size = ((BigInteger)(uint)bits[2] << 64) + ((BigInteger)(uint)bits[1] << 32) + (uint)bits[0];
        Assert.True(scale <= places || size % BigInteger.Pow(10, scale - places) == 0, $"{value} has more than {places} places.");
        BigInteger scaled = scale <= places ? size * BigInteger.Pow(10, places - scale) : size / BigInteger.Pow(10, scale - places);
        return value < 0 ? -scaled : scaled;
    }
}
