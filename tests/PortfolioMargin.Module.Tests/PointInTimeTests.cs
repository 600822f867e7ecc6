using System.Globalization;
using System.Management.Automation;
using PortfolioMargin.ModuleTests.Support;

namespace PortfolioMargin.ModuleTests;

public sealed class PointInTimeTests
{
    private const long Milliseconds = 1558941374745;
    private static readonly DateTimeOffset Instant = DateTimeOffset.FromUnixTimeMilliseconds(Milliseconds);

    public static TheoryData<object> Forms => new()
    {
        Milliseconds,
        (double)Milliseconds,
        (decimal)Milliseconds,
        (ulong)Milliseconds,
        "1558941374745",
        " 1558941374745 ",
        Instant,
        Instant.ToOffset(TimeSpan.FromHours(8)),
        Instant.UtcDateTime,
        Instant.LocalDateTime,
        DateTime.SpecifyKind(Instant.LocalDateTime, DateTimeKind.Unspecified),
        "2019-05-27T07:16:14.745Z",
        "2019-05-27T15:16:14.745+08:00",
        "2019-05-27 07:16:14.745 -00:00",
        Instant.LocalDateTime.ToString("yyyy-MM-dd HH:mm:ss.fff", CultureInfo.InvariantCulture),
        Instant.LocalDateTime.ToString("MM/dd/yyyy HH:mm:ss.fff", CultureInfo.InvariantCulture),
        new PSObject(Milliseconds),
        new PSObject(Instant.UtcDateTime),
        new PSObject("2019-05-27T07:16:14.745Z"),
    };

    [Theory]
    [MemberData(nameof(Forms))]
    public void Every_form_of_a_time_means_the_same_instant(object form)
    {
        using CannedExchange exchange = CannedExchange.WithOrders(0);
        using Engine engine = Engine.On(exchange);

        engine.Run("Get-PmMarginForceOrder -StartTime $time", ("time", form)).EnsureClean();

        Assert.Equal("1558941374745", Assert.Single(exchange.Requests).Query["startTime"]);
    }

    [Theory]
    [InlineData("de-DE")]
    [InlineData("en-GB")]
    [InlineData("th-TH")]
    [InlineData("ar-SA")]
    [InlineData("zh-CN")]
    public void Date_text_with_the_year_first_means_the_same_in_every_culture(string culture)
    {
        using var engine = new Engine(CultureInfo.GetCultureInfo(culture));

        object? read = Assert.Single(engine.Run("[PortfolioMargin.Parameters.PointInTimeAttribute]::new().Transform($ExecutionContext, '2024-03-02 00:00:00Z')").EnsureClean().Output).BaseObject;

        Assert.Equal(new DateTimeOffset(2024, 3, 2, 0, 0, 0, TimeSpan.Zero), Assert.IsType<DateTimeOffset>(read));
    }

    [Theory]
    [InlineData("de-DE", "01.11.2026", "2026-11-01 as the culture de-DE")]
    [InlineData("en-GB", "03/02/2024 00:00:00Z", "2024-02-03 as the culture en-GB")]
    [InlineData("en-US", "1795000000", "1795000000000")]
    [InlineData("en-US", "20261101", "'2026-11-01'")]
    [InlineData("en-US", "yesterday", "not a valid date and time")]
    public void What_may_have_been_meant_otherwise_is_refused(string culture, string given, string said)
    {
        using var engine = new Engine(CultureInfo.GetCultureInfo(culture));

        Outcome outcome = engine.Run("Set-PmCredential -Sandbox; Get-PmMarginForceOrder -EndTime $given", ("given", given));

        Assert.Equal("ParameterArgumentTransformationError", outcome.ErrorId);
        Assert.Contains(said, outcome.Error.Exception.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("de-DE", "11/27/2026")]
    [InlineData("en-US", "03/02/2024")]
    public void Date_text_that_can_be_read_in_one_way_only_is_read(string culture, string given)
    {
        using var engine = new Engine(CultureInfo.GetCultureInfo(culture));

        engine.Run("Set-PmCredential -Sandbox; Get-PmMarginForceOrder -EndTime $given -First 1", ("given", given)).EnsureClean();
    }

    [Fact]
    public void An_Int32_is_milliseconds_too()
    {
        using CannedExchange exchange = CannedExchange.WithOrders(0);
        using Engine engine = Engine.On(exchange);

        engine.Run("Get-PmMarginForceOrder -StartTime 0 -EndTime 86400000").EnsureClean();

        CannedRequest request = Assert.Single(exchange.Requests);
        Assert.Equal("0", request.Query["startTime"]);
        Assert.Equal("86400000", request.Query["endTime"]);
    }

    [Fact]
    public void Null_means_that_no_time_was_given()
    {
        using CannedExchange exchange = CannedExchange.WithOrders(0);
        using Engine engine = Engine.On(exchange);

        engine.Run("Get-PmMarginForceOrder -StartTime $null").EnsureClean();

        Assert.DoesNotContain("startTime", Assert.Single(exchange.Requests).Query.Keys);
    }
}
