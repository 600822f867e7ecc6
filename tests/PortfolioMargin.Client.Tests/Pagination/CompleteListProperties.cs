using CsCheck;
using PortfolioMargin.Client.Endpoints;
using static PortfolioMargin.Client.Tests.Pagination.FakePageSource;

namespace PortfolioMargin.Client.Tests.Pagination;

/// <summary>Random worlds: nothing is lost, nothing comes twice, or the read ends in <see cref="IncompleteListException"/>.</summary>
public sealed class CompleteListProperties
{
    private const int Worlds = 10_000;

    [Fact]
    public void A_list_that_only_moves_is_read_whole_and_never_ends_in_an_error() => MovingWorld().Sample(
        world => AssertComplete(world, allowIncomplete: false), iter: Worlds, print: static world => world.ToString());

    [Fact]
    public void A_list_behind_an_exchange_that_misbehaves_is_read_whole_or_ends_in_an_error() => HostileWorld().Sample(
        world => AssertComplete(world, allowIncomplete: true), iter: Worlds, print: static world => world.ToString());

    internal static Gen<World> MovingWorld() =>
        from seed in Gen.Int
        from rows in Gen.OneOf(Gen.Int[0, 120], Gen.Int[0, 120], Gen.Int[120, 400])
        from days in Gen.Int[1, 40]
        from changes in Gen.Select(Gen.Int[0, 5], Gen.Int[0, 5], Gen.Int[0, 10])
        from order in Gen.Enum<RowOrder>()
        from ends in Gen.Select(Gen.Bool, Gen.Bool, Gen.Bool)
        from shape in Gen.Select(Gen.Bool, Gen.Bool, Gen.Bool)
        from end in Gen.Enum<WindowEnd>()
        from uncertainty in Gen.Long[1, 500]
        from bursts in Gen.OneOf(Gen.Const(0), Gen.Int[1, 6])
        from burstLength in Gen.OneOf(Gen.Const(1_000L), Gen.Const(60_000L), Gen.Const(Hour))
        select new World(seed, rows, days * Day, HasPages: shape.Item1, IsUnbounded: shape.Item1 && shape.Item2)
        {
            Changes = changes,
            Relists = shape.Item3,
            Order = order,
            Ends = ends,
            End = end,
            Uncertainty = uncertainty,
            Bursts = (bursts, burstLength),
        };

    internal static Gen<World> HostileWorld() =>
        from world in MovingWorld()
        from clipping in Gen.Enum<Clipping>()
        from longest in Gen.OneOf(Gen.Const(7 * Day), Gen.Const(30 * Day))
        from limits in Gen.OneOf(Gen.Const(new[] { 100 }), Gen.Const(new[] { 50, 100 }))
        from total in Gen.Enum<Totals>()
        from change in Gen.Int[0, 20]
        from fault in Gen.Int[0, 300]
        from uncertainty in Gen.Long[1, 60_000]
        let hostile = world with { Clipping = clipping, Longest = longest, Limits = limits, Totals = total, LimitChange = change, FaultAt = fault, Uncertainty = uncertainty }
        where hostile.CanBeProven
        select hostile;

    private static void AssertComplete(World world, bool allowIncomplete)
    {
        FakePageSource source = world.Create();
        ForceOrderQuery query = world.Query(source);
        List<ForceOrder> read;
        try
        {
            read = Reading.ReadAll(source, query);
        }
        catch (IncompleteListException) when (allowIncomplete)
        {
            return;
        }
        catch (ServerUnavailableException) when (world.FaultAt > 0 && source.Responses >= world.FaultAt)
        {
            return;
        }

        List<RowKey> keys = [.. read.Select(Reading.KeyOf)];
        HashSet<RowKey> found = [.. keys];
        Assert.Equal(keys.Count, found.Count);
        RowKey[] lost = [.. source.AlwaysListedBefore(query.EndTime?.ToUnixTimeMilliseconds() ?? long.MaxValue).Where(key => !found.Contains(key))];
        Assert.True(lost.Length == 0, $"{lost.Length} lost of {source.AlwaysListed.Count()}, {source.Responses} responses");
    }

    internal enum Totals
    {
        Right,
        Stale,
        Missing,
        TooLarge,
        TooSmall,
    }

    internal enum WindowEnd
    {
        NotNamed,
        InTheFuture,
        InThePast,
    }

    internal sealed record World(int Seed, int Rows, long Span, bool HasPages, bool IsUnbounded)
    {
        public (int Arrivals, int Expiries, int Updates) Changes { get; init; }

        public bool Relists { get; init; }

        public RowOrder Order { get; init; }

        public (bool Start, bool End, bool Creation) Ends { get; init; }

        public WindowEnd End { get; init; }

        public long Uncertainty { get; init; }

        /// <summary>In how many bursts the rows came, and how long each took; none when they are spread over the span.</summary>
        public (int Count, long Length) Bursts { get; init; }

        public Clipping Clipping { get; init; }

        public long Longest { get; init; } = long.MaxValue;

        public int[] Limits { get; init; } = [100];

        public Totals Totals { get; init; }

        public int LimitChange { get; init; }

        public int FaultAt { get; init; }

        /// <summary>
        /// Without a start, only the exchange knows how far back its list reaches. Where it cuts long windows, nothing shows what comes
        /// before the oldest order known, unless it counts its orders, sorts them by the time that it also filters by, and has pages of one size.
        /// </summary>
        public bool CanBeProven => !IsUnbounded || Clipping == Clipping.None
            || ((Totals is Totals.Right or Totals.TooLarge) && Order != RowOrder.Shuffled && !Ends.Creation && Limits.Length == 1);

        public FakePageSource Create()
        {
            FakePageSource? source = null;
            source = new FakePageSource(Seed, Bursts.Count > 0 ? 0 : Rows, Span)
            {
                HasPages = HasPages,
                Order = Order,
                Arrivals = Changes.Arrivals,
                Expiries = Changes.Expiries,
                Updates = Changes.Updates,
                Relists = Relists,
                StartIsExclusive = Ends.Start,
                EndIsExclusive = Ends.End,
                FiltersByCreation = Ends.Creation,
                ClockUncertainty = Uncertainty,
                Clipping = Clipping,
                LongestWindow = Longest,
                LimitChange = Clipping == Clipping.Refuse && LimitChange > 0 ? (LimitChange, Hour) : null,
                PageLimits = Limits,
                Fault = _ => FaultAt > 0 && source!.Responses == FaultAt ? new ServerUnavailableException("down") : null,
                TotalEvery = Totals == Totals.Stale ? 4 : 1,
                TotalSaid = Totals switch
                {
                    Totals.Missing => static (_, _) => null,
                    Totals.TooLarge => static (total, _) => total + 1,
                    Totals.TooSmall => static (total, _) => total / 2,
                    _ => static (total, _) => total,
                },
            };
            return Bursts.Count > 0 ? source.AddBursts(Rows, Bursts.Count, Span, Bursts.Length) : source;
        }

        /// <summary>The window begins before every row, by an exclusive start too.</summary>
        public ForceOrderQuery Query(FakePageSource source) => new()
        {
            Market = HasPages ? ForceOrderMarket.Margin : ForceOrderMarket.Um,
            StartTime = IsUnbounded ? null : Reading.Time(source.Now - Span - Hour),
            EndTime = End switch
            {
                WindowEnd.InTheFuture => Reading.Time(source.Now + Hour),
                WindowEnd.InThePast => Reading.Time(source.Now - (Span / 4)),
                _ => null,
            },
        };
    }
}
