using System.Management.Automation;
using PortfolioMargin.ModuleTests.Support;

namespace PortfolioMargin.ModuleTests;

public sealed class OrderListTests
{
    [Fact]
    public void Without_parameters_the_first_ten_orders_come_and_one_warning_says_how_many_there_are()
    {
        using CannedExchange exchange = CannedExchange.WithOrders(25);
        using Engine engine = Engine.On(exchange);

        Outcome outcome = engine.Run("Get-PmMarginForceOrder").EnsureClean();

        Assert.Equal(Ids(1, 10), Ids(outcome));
        string warning = Assert.Single(outcome.Warnings);
        Assert.Contains("25", warning, StringComparison.Ordinal);
        Assert.Contains("-All", warning, StringComparison.Ordinal);
        Assert.Single(exchange.Requests);
    }

    [Theory]
    [InlineData("-All", 1, 25)]
    [InlineData("-Page 1", 1, 10)]
    [InlineData("-Current 3", 21, 25)]
    [InlineData("-PageSize 7", 1, 7)]
    [InlineData("-Size 7 -Page 4", 22, 25)]
    [InlineData("-First 3", 1, 3)]
    [InlineData("-First 23", 1, 23)]
    [InlineData("-Skip 20", 21, 25)]
    [InlineData("-Skip 4 -First 9", 5, 13)]
    [InlineData("-Page 2 -Skip 4 -First 9", 15, 23)]
    [InlineData("-All -First 12", 1, 12)]
    [InlineData("-All -Skip 12", 13, 25)]
    [InlineData("-All -PageSize 3 -ThrottleLimit 16", 1, 25)]
    [InlineData("-Skip 18446744073709551615 -First 18446744073709551614", 1, 0)]
    [InlineData("-Page 2147483647 -PageSize 100", 1, 0)]
    [InlineData("-First 18446744073709551615 -All", 1, 25)]
    public void A_range_that_was_asked_for_comes_exactly_and_without_warning(string parameters, int first, int last)
    {
        using CannedExchange exchange = CannedExchange.WithOrders(25);
        using Engine engine = Engine.On(exchange);

        Outcome outcome = engine.Run("Get-PmMarginForceOrder " + parameters).EnsureClean();

        Assert.Equal(Ids(first, last), Ids(outcome));
        Assert.Empty(outcome.Warnings);
    }

    [Fact]
    public void A_full_page_without_a_total_warns_that_there_may_be_more()
    {
        using var exchange = new CannedExchange(new CannedAnswer(200, CannedExchange.Page(1, 10, 25).Replace(""","total":25""", string.Empty, StringComparison.Ordinal)));
        using Engine engine = Engine.On(exchange);

        Outcome outcome = engine.Run("Get-PmMarginForceOrder").EnsureClean();

        Assert.Equal(10, outcome.Output.Count);
        Assert.Contains("does not say of how many", Assert.Single(outcome.Warnings), StringComparison.Ordinal);
    }

    [Fact]
    public void A_window_that_is_refused_as_too_long_is_an_error_of_a_page_and_not_of_the_whole_list()
    {
        using var exchange = new CannedExchange(request =>
        {
            long start = long.Parse(request.Query["startTime"], System.Globalization.CultureInfo.InvariantCulture);
            long end = long.Parse(request.Query["endTime"], System.Globalization.CultureInfo.InvariantCulture);
            return TimeSpan.FromMilliseconds(end - start) > TimeSpan.FromDays(30)
                ? CannedExchange.Refusal(400, -1127, "More than 30 days between startTime and endTime.")
                : CannedExchange.PageOf(start < 1558941374745 && end > 1558941380000 ? 5 : 0, request);
        });
        using Engine engine = Engine.On(exchange);

        Outcome page = engine.Run("Get-PmMarginForceOrder -StartTime 2019-03-01Z -EndTime 2019-06-30Z");
        Outcome all = engine.Run("Get-PmMarginForceOrder -All -StartTime 2019-03-01Z -EndTime 2019-06-30Z").EnsureClean();

        Assert.Equal("InvalidTimeRange", page.ErrorId);
        Assert.Equal(5, all.Output.Count);
    }

    [Fact]
    public void A_list_that_is_whole_has_no_warning()
    {
        using CannedExchange exchange = CannedExchange.WithOrders(10);
        using Engine engine = Engine.On(exchange);

        Assert.Empty(engine.Run("Get-PmMarginForceOrder").EnsureClean().Warnings);
    }

    [Fact]
    public void The_largest_First_means_all_of_them()
    {
        using Engine engine = Engine.OnSandbox();

        Assert.Equal(347, engine.Run("Get-PmMarginForceOrder -First ([ulong]::MaxValue)").EnsureClean().Output.Count);
        Assert.Equal(342, engine.Run("Get-PmMarginForceOrder -Skip 5 -First ([ulong]::MaxValue)").EnsureClean().Output.Count);
    }

    [Fact]
    public void A_start_in_the_future_is_not_an_empty_list_without_a_word()
    {
        using Engine engine = Engine.OnSandbox();

        Outcome outcome = engine.Run("Get-PmMarginForceOrder -All -StartTime ([datetimeoffset]::Now.AddYears(1))").EnsureClean();

        Assert.Empty(outcome.Output);
        Assert.Contains("future", Assert.Single(outcome.Warnings), StringComparison.Ordinal);
    }

    [Fact]
    public void First_0_sends_nothing()
    {
        using CannedExchange exchange = CannedExchange.WithOrders(25);
        using Engine engine = Engine.On(exchange);

        Outcome outcome = engine.Run("Get-PmMarginForceOrder -First 0").EnsureClean();

        Assert.Empty(outcome.Output);
        Assert.Empty(exchange.Requests);
    }

    [Theory]
    [InlineData("-IncludeTotalCount", 11)]
    [InlineData("-IncludeTotalCount -First 0", 1)]
    [InlineData("-IncludeTotalCount -All", 26)]
    public void The_total_comes_first_when_it_is_asked_for(string parameters, int objects)
    {
        using CannedExchange exchange = CannedExchange.WithOrders(25);
        using Engine engine = Engine.On(exchange);

        Outcome outcome = engine.Run("Get-PmMarginForceOrder " + parameters).EnsureClean();

        Assert.Equal(objects, outcome.Output.Count);
        Assert.Equal(25UL, outcome.Output[0].BaseObject);
        Assert.Equal(1.0, outcome.Output[0].Properties["Accuracy"]?.Value ?? 1.0);
    }

    [Fact]
    public void All_parameters_of_the_endpoint_are_sent_as_documented()
    {
        using CannedExchange exchange = CannedExchange.WithOrders(300);
        using Engine engine = Engine.On(exchange);

        engine.Run("Get-PmMarginForceOrder -StartTime 1000 -EndTime 2000 -Page 3 -PageSize 50 -RecvWindow 4321").EnsureClean();

        CannedRequest request = Assert.Single(exchange.Requests);
        Assert.Equal("/papi/v1/margin/forceOrders", request.Path);
        Assert.Equal("GET", request.Method);
        Assert.Equal(Secrets.ApiKey, request.Headers["X-MBX-APIKEY"]);
        Assert.Equal(
            [("current", "3"), ("endTime", "2000"), ("recvWindow", "4321"), ("size", "50"), ("startTime", "1000")],
            request.Asked.Select(pair => (pair.Key, pair.Value)).Order());
        Assert.EndsWith("&signature=" + request.Query["signature"], request.Target, StringComparison.Ordinal);
    }

    [Fact]
    public void All_of_the_sandbox_comes_once_each_in_its_order()
    {
        using Engine engine = Engine.OnSandbox();

        Outcome outcome = engine.Run("Get-PmMarginForceOrder -All").EnsureClean();

        Assert.Equal(347, outcome.Output.Count);
        Assert.Equal(347, outcome.Output.Select(order => (order.Properties["Symbol"].Value, order.Properties["OrderId"].Value)).Distinct().Count());
        Assert.Equal(180015097L, outcome.Output[0].Properties["OrderId"].Value);
        Assert.True(outcome.Output.Zip(outcome.Output.Skip(1)).All(pair => Updated(pair.First) <= Updated(pair.Second)));
    }

    [Fact]
    public void An_order_is_typed_exact_and_has_the_exchange_s_names_too()
    {
        using Engine engine = Engine.OnSandbox();

        PSObject order = Assert.Single(engine.Run("Get-PmMarginForceOrder -First 1").EnsureClean().Output);

        Assert.Equal("PortfolioMargin.MarginForceOrder", order.TypeNames[0]);
        Assert.Equal(180015097L, order.Properties["orderId"].Value);
        Assert.Equal("BNBBTC", order.Properties["symbol"].Value);
        Assert.Equal("SELL", order.Properties["side"].Value);
        Assert.Equal("GTC", order.Properties["timeInForce"].Value);
        Assert.Equal("31.39000000", FormattableString.Invariant($"{order.Properties["executedQty"].Value}"));
        Assert.Equal("31.39000000", FormattableString.Invariant($"{order.Properties["qty"].Value}"));
        Assert.Equal("0.00388359", FormattableString.Invariant($"{order.Properties["avgPrice"].Value}"));
        Assert.Equal("0.00388110", FormattableString.Invariant($"{order.Properties["price"].Value}"));
        Assert.Equal(DateTimeOffset.FromUnixTimeMilliseconds(1558941374745), order.Properties["updatedTime"].Value);
        Assert.Equal(TimeSpan.Zero, Updated(order).Offset);
        Assert.Equal("0.1219058901000000", FormattableString.Invariant($"{order.Properties["Notional"].Value}"));
        Assert.Equal("Default", order.Properties["ProfileName"].Value);
    }

    [Fact]
    public void Every_account_in_the_pipeline_is_asked()
    {
        using var engine = new Engine();
        engine.Run("'a', 'b' | ForEach-Object { Set-PmCredential -Sandbox -ProfileName $_ -SandboxOrderCount 15 }").EnsureClean();

        Outcome outcome = engine.Run("Get-PmCredential | Get-PmMarginForceOrder -All").EnsureClean();

        Assert.Equal(
            [("a", 15), ("b", 15)],
            outcome.Output.GroupBy(order => (string)order.Properties["ProfileName"].Value).Select(group => (group.Key, group.Count())));
    }

    [Fact]
    public void What_is_told_of_one_of_several_accounts_says_which()
    {
        using var engine = new Engine();
        engine.Run("Set-PmCredential -Sandbox -ProfileName good; Set-PmCredential -Sandbox -ProfileName bad -SandboxFault '1:-2015'").EnsureClean();

        Outcome outcome = engine.Run("Get-PmCredential | Get-PmMarginForceOrder -Verbose");

        Assert.StartsWith("Profile 'bad': The exchange does not accept the API key", outcome.Error.ErrorDetails.Message, StringComparison.Ordinal);
        Assert.Contains("of 347 orders of profile 'good'.", Assert.Single(outcome.Warnings), StringComparison.Ordinal);
        Assert.Equal([", profile 'bad'", ", profile 'good'"], outcome.Verbose.Select(line => line[line.LastIndexOf(',')..]));
        Assert.Equal("No credential is set for profile 'no' in this runspace.", engine.Run("Get-PmMarginForceOrder no").Error.ErrorDetails.Message);
    }

    [Fact]
    public void A_credential_for_one_call_asks_the_named_profile_s_exchange_and_is_not_kept()
    {
        using CannedExchange exchange = CannedExchange.WithOrders(1);
        using Engine engine = Engine.On(exchange);
        var credential = new PSCredential("OtherKeyOtherKeyOtherKey", Secure.Text("OtherSecret"));

        Outcome outcome = engine.Run("Get-PmMarginForceOrder -Credential $credential -ProfileName Default", ("credential", credential)).EnsureClean();

        Assert.Equal("OtherKeyOtherKeyOtherKey", Assert.Single(exchange.Requests).Headers["X-MBX-APIKEY"]);
        Assert.Null(Assert.Single(outcome.Output).Properties["ProfileName"].Value);
        Assert.Equal(Secrets.MaskedApiKey, Assert.Single(engine.Run("Get-PmCredential").Output).Properties["MaskedKey"].Value);
    }

    private static DateTimeOffset Updated(PSObject order) => (DateTimeOffset)order.Properties["UpdatedTime"].Value;

    private static IEnumerable<long> Ids(int first, int last) => Enumerable.Range(first, last - first + 1).Select(id => (long)id);

    private static IEnumerable<long> Ids(Outcome outcome) => outcome.Output.Select(order => (long)order.Properties["OrderId"].Value);
}
