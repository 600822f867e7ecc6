using System.Management.Automation;
using PortfolioMargin.ModuleTests.Support;

namespace PortfolioMargin.ModuleTests;

/// <summary>Get-PmForceOrder: three lists in one stream.</summary>
public sealed class ForceOrderTests
{
    [Fact]
    public void All_markets_of_the_last_seven_days_come_in_order_each_once_oldest_first()
    {
        using Engine engine = Engine.OnSandbox();

        Outcome outcome = engine.Run("Get-PmForceOrder").EnsureClean();

        Assert.Equal(["Margin", "Um", "Cm"], outcome.Output.Select(Market).Distinct());
        Assert.Equal(outcome.Output.Count, outcome.Output.Select(order => (Market(order), Value(order, "Symbol"), Value(order, "OrderId"))).Distinct().Count());
        Assert.All(outcome.Output.GroupBy(Market), orders => Assert.Equal(orders.Select(Updated).Order(), orders.Select(Updated)));
        Assert.All(outcome.Output, order => Assert.True(Updated(order) > DateTimeOffset.UtcNow.AddDays(-8)));
        Assert.Empty(outcome.Warnings);
    }

    [Fact]
    public void The_window_is_named_in_every_request()
    {
        using var exchange = new CannedExchange(Empty);
        using Engine engine = Engine.On(exchange);

        engine.Run("Get-PmForceOrder").EnsureClean();

        Assert.Equal(
            ["/papi/v1/margin/forceOrders", "/papi/v1/um/forceOrders", "/papi/v1/cm/forceOrders"],
            exchange.Requests.Select(request => request.Path).Distinct());
        Assert.All(exchange.Requests, request => Assert.Contains("startTime", request.Query.Keys));
    }

    [Fact]
    public void Symbol_and_kind_are_sent_as_the_exchange_writes_them()
    {
        using var exchange = new CannedExchange(Empty);
        using Engine engine = Engine.On(exchange);

        engine.Run("Get-PmForceOrder -Market Um -Symbol ' btcusdt ' -AutoCloseType Adl").EnsureClean();

        Assert.All(exchange.Requests, request =>
        {
            Assert.Equal("BTCUSDT", request.Query["symbol"]);
            Assert.Equal("ADL", request.Query["autoCloseType"]);
        });
    }

    [Theory]
    [InlineData("-Market Cm, Margin", "Cm Margin")]
    [InlineData("-Market Um, Um", "Um")]
    [InlineData("-AutoCloseType Adl", "Um Cm")]
    public void Markets_come_as_they_were_named_each_once(string parameters, string markets)
    {
        using Engine engine = Engine.OnSandbox();

        Assert.Equal(markets.Split(' '), engine.Run("Get-PmForceOrder -StartTime -60d " + parameters).EnsureClean().Output.Select(Market).Distinct());
    }

    [Fact]
    public void A_kind_of_margin_orders_alone_is_an_error_that_says_why_and_beside_others_a_warning()
    {
        using Engine engine = Engine.OnSandbox();

        Outcome alone = engine.Run("Get-PmForceOrder -Market Margin -AutoCloseType Adl");
        Outcome beside = engine.Run("Get-PmForceOrder -Market Margin, Um -AutoCloseType Adl").EnsureClean();

        Assert.Equal("InvalidParameter", alone.ErrorId);
        Assert.True(Ends(engine, "Get-PmForceOrder -Market Margin -AutoCloseType Adl"));
        Assert.Contains("do not tell", alone.Error.ToString(), StringComparison.Ordinal);
        Assert.Contains("left out", Assert.Single(beside.Warnings), StringComparison.Ordinal);
    }

    [Fact]
    public void The_newest_of_all_markets_come_together_newest_first()
    {
        using Engine engine = Engine.OnSandbox();

        IReadOnlyList<PSObject> newest = engine.Run("Get-PmForceOrder -Newest 25").EnsureClean().Output;

        IReadOnlyList<PSObject> all = engine.Run("Get-PmForceOrder -StartTime -89d").EnsureClean().Output;
        Assert.Equal(all.Select(Updated).OrderDescending().Take(25), newest.Select(Updated));
        Assert.Equal(3, newest.Select(Market).Distinct().Count());
    }

    [Fact]
    public void Newest_of_the_margin_list_needs_few_requests()
    {
        using Engine engine = Engine.OnSandbox();

        Outcome outcome = engine.Run("Get-PmMarginForceOrder -Newest 5 -Verbose").EnsureClean();

        Assert.Equal(
            engine.Run("Get-PmMarginForceOrder -All").Output.Select(Updated).OrderDescending().Take(5),
            outcome.Output.Select(Updated));
        Assert.InRange(outcome.Verbose.Count(line => line.StartsWith("GET ", StringComparison.Ordinal)), 1, 3);
    }

    [Fact]
    public void One_market_that_fails_does_not_hide_the_others_and_the_error_names_it()
    {
        using Engine engine = Engine.OnSandbox();
        engine.Run("Set-PmCredential -Sandbox -SandboxFault '1-@um:-2015'").EnsureClean();

        Outcome outcome = engine.Run("Get-PmForceOrder -StartTime -30d");

        Assert.Equal(["Margin", "Cm"], outcome.Output.Select(Market).Distinct());
        Assert.False(Ends(engine, "Get-PmForceOrder -StartTime -30d"));
        Assert.Equal("ApiKeyRejected", outcome.ErrorId);
        Assert.StartsWith("Um ", outcome.Error.ErrorDetails.Message, StringComparison.Ordinal);
        Assert.Equal("Default", outcome.Error.TargetObject);
    }

    [Fact]
    public void With_ErrorAction_Stop_the_first_failing_market_ends_the_command()
    {
        using Engine engine = Engine.OnSandbox();
        engine.Run("Set-PmCredential -Sandbox -SandboxFault '1-@um:-2015'").EnsureClean();

        Outcome outcome = engine.Run("Get-PmForceOrder -StartTime -30d -ErrorAction Stop");

        Assert.NotNull(outcome.Terminating);
        Assert.Equal(["Margin"], outcome.Output.Select(Market).Distinct());
    }

    [Theory]
    [InlineData("-Market Um", true)]
    [InlineData("-Market Um -ProfileName Default, other", false)]
    [InlineData("", false)]
    public void A_failure_ends_the_command_when_nothing_else_was_asked_for(string parameters, bool ends)
    {
        using Engine engine = Engine.OnSandbox();
        engine.Run("Set-PmCredential -Sandbox -SandboxFault '1-@um:-2015'; Set-PmCredential -Sandbox -ProfileName other").EnsureClean();

        Assert.Equal(ends, Ends(engine, "Get-PmForceOrder " + parameters));
    }

    [Fact]
    public void A_key_that_signs_wrongly_is_said_once_not_for_each_market()
    {
        using Engine engine = Engine.OnSandbox();
        engine.Run("Set-PmCredential -Sandbox -SandboxFault '1-:-1022'").EnsureClean();

        Assert.Equal("InvalidSignature", engine.Run("Get-PmForceOrder").ErrorId);
    }

    [Fact]
    public void A_start_before_the_history_is_one_error_for_each_market_that_names_the_earliest_time_and_the_rest_comes()
    {
        using Engine engine = Engine.OnSandbox();

        Outcome outcome = engine.Run("Get-PmForceOrder -StartTime -120d");

        Assert.Equal(["HistoryLimit", "HistoryLimit"], outcome.Errors.Select(error => error.FullyQualifiedErrorId.Split(',')[0]));
        Assert.StartsWith("Um ", outcome.Errors[0].ToString(), StringComparison.Ordinal);
        Assert.StartsWith("Cm ", outcome.Errors[1].ToString(), StringComparison.Ordinal);
        Assert.All(outcome.Errors, error =>
        {
            DateTimeOffset earliest = (DateTimeOffset)error.Exception.GetType().GetProperty("EarliestTime")!.GetValue(error.Exception)!;
            Assert.InRange(DateTimeOffset.UtcNow - earliest, TimeSpan.FromDays(89.9), TimeSpan.FromDays(90.1));
            Assert.Contains(earliest.UtcDateTime.ToString("yyyy-MM-dd HH:mm", System.Globalization.CultureInfo.InvariantCulture), error.ToString(), StringComparison.Ordinal);
        });
        Assert.Equal(["Margin", "Um", "Cm"], outcome.Output.Select(Market).Distinct());
    }

    [Theory]
    [InlineData("-StartTime -120d -EndTime -100d", 2, "-StartTime is ")]
    [InlineData("-EndTime -100d", 2, "-EndTime, ")]
    [InlineData("-EndTime -88d", 2, "-EndTime, ")]
    [InlineData("-Newest 5 -EndTime -100d", 2, "-EndTime, ")]
    [InlineData("-Newest 5 -EndTime -30d", 0, "")]
    [InlineData("-EndTime -80d", 0, "")]
    public void A_window_before_the_history_is_told_whether_or_not_anything_is_left_of_it(string window, int errors, string named)
    {
        using Engine engine = Engine.OnSandbox();

        Outcome outcome = engine.Run($"Get-PmForceOrder -Market Um, Cm {window}");

        Assert.Equal(Enumerable.Repeat("HistoryLimit", errors), outcome.Errors.Select(error => error.FullyQualifiedErrorId.Split(',')[0]));
        Assert.All(outcome.Errors, error => Assert.Contains(named, error.ToString(), StringComparison.Ordinal));
    }

    [Fact]
    public void A_market_that_breaks_off_after_its_first_orders_knows_the_symbol()
    {
        using Engine engine = Engine.OnSandbox();
        engine.Run("Set-PmCredential -Sandbox -SandboxFault '40-@margin:503'").EnsureClean();

        Outcome outcome = engine.Run("Get-PmForceOrder -Symbol BNBBTC -StartTime -400d -MaximumRetryCount 0 -ThrottleLimit 1");

        Assert.NotEmpty(outcome.Output);
        Assert.Equal(["ServerUnavailable"], outcome.Errors.Select(error => error.FullyQualifiedErrorId.Split(',')[0]));
    }

    [Theory]
    [InlineData("1:date/2027-06-01")]
    [InlineData("1:date/2019-01-01")]
    [InlineData("1-:date/2026-06-01")]
    [InlineData("1-3:date/2031-01-01")]
    public void A_wrong_Date_header_empties_no_list(string fault)
    {
        using Engine engine = Engine.OnSandbox();
        string[] commands = ["Get-PmForceOrder", "Get-PmForceOrder -Market Um -StartTime -2d", "Get-PmForceOrder -Newest 3", "Get-PmForceOrder"];
        string[][] right = [.. commands.Select(command => Ids(engine, command))];

        engine.Run("Set-PmCredential -Sandbox -SandboxFault $fault; $null = Test-PmCredential", ("fault", fault)).EnsureClean();

        Assert.All(commands.Zip(right), pair => Assert.Equal(pair.Second, Ids(engine, pair.First)));

        static string[] Ids(Engine engine, string command) =>
            [.. engine.Run(command).EnsureClean().Output.Select(order => $"{Market(order)} {Value(order, "OrderId")}")];
    }

    [Theory]
    [InlineData("-EndTime ([datetime]::UtcNow.AddDays(35))", "", 12)]
    [InlineData("-Newest 5 -EndTime ([datetime]::UtcNow.AddDays(400))", "-Newest 5", 12)]
    [InlineData("-StartTime -1d -EndTime ([datetime]::UtcNow.AddDays(4000))", "-StartTime -1d", 12)]
    [InlineData("-Market Margin -EndTime 1970-01-02", "-Market Margin -EndTime 2018-01-02", 1)]
    public void An_end_in_the_future_is_as_good_as_none_and_one_near_1970_reaches_back_to_that(string parameters, string same, int mostRequests)
    {
        using Engine engine = Engine.OnSandbox();

        Outcome outcome = engine.Run($"Get-PmForceOrder -Verbose {parameters}").EnsureClean();

        Assert.Equal(
            engine.Run($"Get-PmForceOrder {same}").EnsureClean().Output.Select(order => $"{Market(order)} {Value(order, "OrderId")}"),
            outcome.Output.Select(order => $"{Market(order)} {Value(order, "OrderId")}"));
        Assert.InRange(outcome.Verbose.Count(line => line.StartsWith("GET ", StringComparison.Ordinal)), 1, mostRequests);
    }

    [Theory]
    [InlineData("1-:clock/600 1:arrive/3", "Get-PmMarginForceOrder -Newest 3")]
    [InlineData("1-:clock/600 1:arrive/3", "Get-PmForceOrder -Market Um -Newest 3")]
    [InlineData("1-:clock/864000 1:arrive/3", "Get-PmMarginForceOrder -All -StartTime -5d -EndTime ([datetime]::UtcNow.AddDays(400))")]
    public void The_first_list_on_a_machine_whose_clock_is_slow_is_the_same_as_the_second(string fault, string command)
    {
        using var engine = new Engine();
        engine.Run("Set-PmCredential -Sandbox -SandboxFault $fault", ("fault", fault)).EnsureClean();

        string[] first = Ids(engine.Run(command));

        Assert.NotEmpty(first);
        Assert.Equal(Ids(engine.Run(command)), first);

        static string[] Ids(Outcome outcome) => [.. outcome.EnsureClean().Output.Select(order => $"{Market(order)} {Value(order, "OrderId")}")];
    }

    [Fact]
    public void A_symbol_that_one_market_lacks_is_passed_over_there_and_one_that_all_lack_is_refused()
    {
        using Engine engine = Engine.OnSandbox();

        Outcome known = engine.Run("Get-PmForceOrder -Symbol BTCUSDT -StartTime -60d").EnsureClean();
        Outcome unknown = engine.Run("Get-PmForceOrder -Symbol NOSUCH -StartTime -60d");

        Assert.Equal(["Margin", "Um"], known.Output.Select(Market).Distinct());
        Assert.All(known.Output, order => Assert.Equal("BTCUSDT", Value(order, "Symbol")));
        Assert.Equal(2, unknown.Errors.Count);
        Assert.True(Ends(engine, "Get-PmForceOrder -Symbol BTCUSDT -Market Cm"));
    }

    [Fact]
    public void Every_account_is_asked_by_a_pattern_and_the_order_says_which_it_is()
    {
        using var engine = new Engine();
        engine.Run("'a1', 'a2', 'b' | ForEach-Object { Set-PmCredential -Sandbox -ProfileName $_ }").EnsureClean();

        Assert.Equal(["a1", "a2"], engine.Run("Get-PmForceOrder a* -Market Um").EnsureClean().Output.Select(order => Value(order, "ProfileName")).Distinct());
        Assert.Equal(["b", "a1"], engine.Run("Get-PmForceOrder b, a1 -Market Um").EnsureClean().Output.Select(order => Value(order, "ProfileName")).Distinct());
    }

    [Theory]
    [InlineData("Get-PmForceOrder -ProfileName *", "*")]
    [InlineData("Get-PmMarginForceOrder -ProfileName desk* -All", "desk*")]
    [InlineData("Get-PmForceOrder -ProfileName Nobody", "Nobody")]
    public void A_pattern_or_name_without_a_profile_ends_the_command(string script, string target)
    {
        using var engine = new Engine();

        Outcome outcome = engine.Run(script);

        Assert.True(Ends(engine, script));
        Assert.Equal("CredentialNotSet", outcome.ErrorId);
        Assert.Equal(target, outcome.Error.TargetObject);
    }

    [Fact]
    public void Verbose_lines_of_windows_say_their_window()
    {
        using Engine engine = Engine.OnSandbox();

        Outcome outcome = engine.Run("Get-PmForceOrder -Market Um -Verbose").EnsureClean();

        Assert.Contains(outcome.Verbose, line => System.Text.RegularExpressions.Regex.IsMatch(
            line, @"^GET /papi/v1/um/forceOrders from \d{4}-\d\d-\d\dT\d\d:\d\d:\d\dZ to \d{4}-\d\d-\d\dT\d\d:\d\d:\d\dZ: \d+ rows in \d+ ms, weight \d+ of 6000, attempt 1 of 6$"));
    }

    [Theory]
    [InlineData("-StartTime 2026-11-21 -EndTime 2026-11-21", 1)]
    [InlineData("-StartTime 2026-11-21T10:00:00.000Z -EndTime 2026-11-21T10:00:00.999Z", 1)]
    [InlineData("-StartTime 2026-11-21T10:00:00Z -EndTime 2026-11-21T10:00:01Z", 0)]
    public void A_window_of_less_than_a_second_is_a_warning_that_explains_dates(string window, int warnings)
    {
        using Engine engine = Engine.OnSandbox();

        Outcome outcome = engine.Run("Get-PmMarginForceOrder -All " + window).EnsureClean();

        Assert.Equal(warnings, outcome.Warnings.Count(text => text.Contains("midnight", StringComparison.Ordinal)));
    }

    [Theory]
    [InlineData("-90m", 90)]
    [InlineData("-12h", 12 * 60)]
    [InlineData("-7d", 7 * 24 * 60)]
    [InlineData("-2W", 14 * 24 * 60)]
    public void A_relative_time_is_that_long_ago(string text, int minutes)
    {
        using CannedExchange exchange = CannedExchange.WithOrders(0);
        using Engine engine = Engine.On(exchange);
        DateTimeOffset before = DateTimeOffset.UtcNow;

        engine.Run($"Get-PmMarginForceOrder -StartTime {text}; Get-PmMarginForceOrder -StartTime (New-TimeSpan -Minutes {minutes})").EnsureClean();

        Assert.All(exchange.Requests, request => Assert.InRange(
            DateTimeOffset.FromUnixTimeMilliseconds(long.Parse(request.Query["startTime"], System.Globalization.CultureInfo.InvariantCulture)),
            before.AddMinutes(-minutes).AddSeconds(-1),
            DateTimeOffset.UtcNow.AddMinutes(-minutes)));
    }

    [Theory]
    [InlineData("-StartTime -7x")]
    [InlineData("-StartTime '-d'")]
    [InlineData("-StartTime '7d'")]
    public void A_relative_time_that_cannot_be_read_names_what_can(string parameters)
    {
        using Engine engine = Engine.OnSandbox();

        Assert.Contains("-12h", engine.Run("Get-PmMarginForceOrder " + parameters).Error.ToString(), StringComparison.Ordinal);
    }

    /// <summary>Whether the failure ends the command, so that a catch block gets it.</summary>
    private static bool Ends(Engine engine, string script) =>
        (string)engine.Run($"try {{ $null = {script} 2>$null; 'goes on' }} catch {{ 'ends' }}").Output.Single().BaseObject == "ends";

    private static CannedAnswer Empty(CannedRequest request) =>
        new(200, request.Path.Contains("/margin/", StringComparison.Ordinal) ? """{"rows":[],"total":0}""" : "[]");

    private static object? Value(PSObject order, string name) => order.Properties[name].Value;

    private static string Market(PSObject order) => Value(order, "Market")!.ToString()!;

    private static DateTimeOffset Updated(PSObject order) => (DateTimeOffset)Value(order, "UpdatedTime")!;
}
