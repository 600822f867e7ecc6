using PortfolioMargin.Client.Errors;
using PortfolioMargin.Client.Tests.Requests;

namespace PortfolioMargin.Client.Tests.Errors;

/// <summary>docs/reliability.md says what follows each fault; here each of its rows is tried.</summary>
public sealed class ReliabilityTableTests
{
    private const string Header = "| What comes back |";

    public static TheoryData<string, string, string, string> Rows()
    {
        var rows = new TheoryData<string, string, string, string>();
        foreach (string[] row in ReadTable())
        {
            rows.Add(row[0], row[1], row[2], row[3]);
        }

        return rows;
    }

    [Theory]
    [MemberData(nameof(Rows))]
    public async Task What_follows_a_fault_is_what_the_documentation_says(string fault, string requests, string waits, string outcome)
    {
        Assert.True(Faults.Scripts.TryGetValue(fault, out Step[]? script), $"No script for the row '{fault}'.");
        var world = new TransportHarness(script);

        Task<ConnectionReport> test = world.Client().TestAsync(TestContext.Current.CancellationToken);
        Exception? failure = await Record.ExceptionAsync(() => world.Finish(test));

        IReadOnlyList<Arrival> arrivals = world.Exchange.Arrivals;
        IEnumerable<string> pauses = arrivals.Skip(1).Zip(arrivals, (later, earlier) => Shown(later.At - earlier.At));
        Assert.Equal(outcome, failure is null ? "the page" : "`" + IdOf(failure) + "`");
        Assert.Equal(requests, arrivals.Count.ToString(System.Globalization.CultureInfo.InvariantCulture));
        Assert.Equal(waits, arrivals.Count == 1 ? "–" : string.Join(", ", pauses));
        Assert.Equal(0, world.Exchange.StalledCount);
        if (failure is RequestException request)
        {
            Assert.Equal(arrivals.Count, request.Attempts);
            Assert.Contains("GET /papi/v1/margin/forceOrders, tried ", request.Message, StringComparison.Ordinal);
        }
    }

    [Fact]
    public void Every_fault_that_is_tried_is_documented() =>
        Assert.Equal(Faults.Scripts.Keys.Order(), ReadTable().Select(row => row[0]).Order());

    /// <summary>A request that was stopped before it left asks the rate limiter again: nothing comes of it that would need a row.</summary>
    [Fact]
    public void Every_error_on_the_way_has_a_row() => Assert.All(
        Enum.GetValues<TransportError>().Except([TransportError.None, TransportError.Stopped]),
        error => Assert.NotNull(FailureTable.RuleFor(new Failure(error)).Brief));

    /// <summary>The error id: the exception's name, but for those that share one with what is refused before it is sent.</summary>
    private static string IdOf(Exception failure) => failure switch
    {
        ParameterRefusedException => "InvalidParameter",
        TimeRangeRefusedException => "InvalidTimeRange",
        _ => failure.GetType().Name.Replace("Exception", "", StringComparison.Ordinal),
    };

    private static string Shown(TimeSpan pause) => pause == TimeSpan.Zero ? "at once" : DisplayFormat.Duration(pause);

    private static IEnumerable<string[]> ReadTable() =>
        File.ReadAllLines(FindDocument())
            .SkipWhile(line => !line.StartsWith(Header, StringComparison.Ordinal)).Skip(2)
            .TakeWhile(line => line.StartsWith('|'))
            .Select(line => line.Trim('|').Split('|').Select(cell => cell.Trim()).ToArray());

    private static string FindDocument()
    {
        for (DirectoryInfo? folder = new(AppContext.BaseDirectory); folder is not null; folder = folder.Parent)
        {
            string path = Path.Combine(folder.FullName, "docs", "reliability.md");
            if (File.Exists(path))
            {
                return path;
            }
        }

        throw new FileNotFoundException("docs/reliability.md is not above the test's folder.");
    }
}
