using System.Reflection;
using System.Text.RegularExpressions;
using Microsoft.Extensions.Time.Testing;
using PortfolioMargin.Sandbox.Faults;

namespace PortfolioMargin.Sandbox.Tests;

public sealed partial class DocumentationTests
{
    private static readonly string Page = File.ReadAllText(Path.Combine(
        typeof(DocumentationTests).Assembly.GetCustomAttributes<AssemblyMetadataAttribute>().Single(data => data.Key == "RepositoryRoot").Value!,
        "docs",
        "sandbox.md"));

    [Fact]
    public void The_page_on_the_sandbox_lists_every_word_of_a_script_and_no_other()
    {
        IEnumerable<string> documented = WordCell().Matches(Page[Page.IndexOf("### Responses", StringComparison.Ordinal)..])
            .Select(match => match.Groups[1].Value.Replace("\\|", "|", StringComparison.Ordinal));
        Assert.Equal(FaultScript.Usages.Order(StringComparer.Ordinal), documented.Order(StringComparer.Ordinal));
    }

    [Fact]
    public void Every_script_on_the_page_can_be_read()
    {
        List<string> scripts = [.. ScriptArgument().Matches(Page).Select(match => match.Groups[1].Value)];
        Assert.InRange(scripts.Count, 4, 20);
        Assert.All(scripts, script => Assert.NotSame(FaultScript.None, FaultScript.Parse(script)));
    }

    [Fact]
    public void The_page_says_how_many_orders_there_are()
    {
        using var exchange = new SandboxExchange(timeProvider: new FakeTimeProvider(MarginForceOrdersTests.Noon));
        Assert.Contains($"| 1 | {exchange.Margin.Orders.Count}, over 240 days", Page, StringComparison.Ordinal);
        Assert.Contains($"| {exchange.Um.Orders.Count}, over 89 days", Page, StringComparison.Ordinal);
        Assert.Contains($"| {exchange.Cm.Orders.Count}, over 89 days", Page, StringComparison.Ordinal);
    }

    [GeneratedRegex(@"^\| `([^`]+)` \|", RegexOptions.Multiline)]
    private static partial Regex WordCell();

    [GeneratedRegex("-SandboxFault '([^']+)'")]
    private static partial Regex ScriptArgument();
}
