using System.Management.Automation;
using System.Reflection;
using System.Text.RegularExpressions;
using PortfolioMargin.ModuleTests.Support;

namespace PortfolioMargin.ModuleTests.Help;

/// <summary>The help in the tree is the one that <c>build.ps1 -Task Help</c> makes of the sources under docs/.</summary>
public sealed partial class HelpSourceTests
{
    private const string AboutErrors = "about_PortfolioMargin_Errors";
    private const string AboutSandbox = "about_PortfolioMargin_Sandbox";
    private static readonly string[] About = ["about_PortfolioMargin", AboutErrors, AboutSandbox];

    public static TheoryData<string, string> Pages => HelpMetadataTests.Pages;

    public static TheoryData<string> Cultures => HelpMetadataTests.Cultures;

    public static TheoryData<string, string> Topics => new(
        from culture in HelpMetadataTests.Cultures
        from topic in About
        select ((string)culture.Data, topic));

    [Theory]
    [MemberData(nameof(Cultures))]
    public void Each_culture_has_a_source_for_each_page(string culture)
    {
        IEnumerable<string> pages = HelpPage.All.Where(page => page.Culture == culture).Select(page => page.Name).Concat(About);

        Assert.Equal(pages.Order(StringComparer.Ordinal), HelpSource.Names(culture));
    }

    [Theory]
    [MemberData(nameof(Pages))]
    public void The_built_help_has_every_paragraph_of_its_source_and_no_other(string culture, string name)
    {
        // What the format of the pages asks for and Get-Help says by itself, and links, of which the names are left.
        string[] notBuilt = ["about_CommonParameters", "cmdlet has no aliases", "cmdlet 没有别名"];
        IEnumerable<string> source = HelpSource.Of(culture, name).Paragraphs
            .Where(text => !notBuilt.Any(text.Contains) && !RelatedLink().IsMatch(text));

        Assert.Equal(source.Order(StringComparer.Ordinal), HelpPage.Of(culture, name).Paragraphs.Order(StringComparer.Ordinal));
    }

    [Theory]
    [MemberData(nameof(Pages))]
    public void The_built_help_has_the_code_of_every_example(string culture, string name) =>
        Assert.Equal(HelpSource.Of(culture, name).Code, HelpPage.Of(culture, name).Examples.Select(example => example.Code.ReplaceLineEndings("\n")));

    [Theory]
    [MemberData(nameof(Pages))]
    public void A_page_has_at_least_two_examples_and_the_main_one_four(string culture, string name) =>
        Assert.InRange(HelpPage.Of(culture, name).Examples.Count, name is "Get-PmMarginForceOrder" or "Get-PmForceOrder" ? 4 : 2, 20);

    [Theory]
    [MemberData(nameof(Pages))]
    public void Examples_are_the_same_in_every_culture_but_for_their_words(string culture, string name) => Assert.Equal(
        HelpPage.Of("en-US", name).Examples.Select(example => Words().Replace(example.Code, "''")),
        HelpPage.Of(culture, name).Examples.Select(example => Words().Replace(example.Code, "''")));

    [Theory]
    [MemberData(nameof(Topics))]
    public void The_built_about_topic_has_all_the_text_of_its_source_in_order(string culture, string topic)
    {
        HelpSource source = HelpSource.Of(culture, topic);
        string built = Squeeze(AboutText(culture, topic));

        Assert.All(source.Headings, heading => Assert.Contains(Squeeze(heading), built, StringComparison.Ordinal));
        Assert.All(source.Paragraphs, text => Assert.Contains(Squeeze(ItemMark().Replace(text, "*")), built, StringComparison.Ordinal));
        Assert.All(source.Code, code => Assert.Contains(Squeeze(code), built, StringComparison.Ordinal));
        int length = source.Headings.Concat(source.Paragraphs).Concat(source.Code).Sum(text => Squeeze(text).Length);
        Assert.Equal(length + Squeeze(AboutText(culture, topic).Split('\n')[0]).Length, built.Length);
    }

    [Theory]
    [MemberData(nameof(Topics))]
    public void The_about_topic_has_its_synopsis_in_the_line_where_the_engine_looks_for_it(string culture, string topic)
    {
        string[] lines = AboutText(culture, topic).Split('\n');

        Assert.Equal(topic, lines[1].Trim());
        Assert.Equal(HelpSource.Of(culture, topic).Paragraphs[0], lines[4].Trim());
    }

    [Theory]
    [MemberData(nameof(Cultures))]
    public void The_about_topic_says_what_to_do_for_every_error_id(string culture)
    {
        using var engine = new Engine();
        Type advice = ((CmdletInfo)engine.Run("Get-Command Get-PmCredential").Output.Single().BaseObject)
            .ImplementingType.Assembly.GetType("PortfolioMargin.Errors.ErrorAdvice", throwOnError: true)!;
        var all = (IEnumerable<object>)advice.GetProperty("All", BindingFlags.Static | BindingFlags.NonPublic)!.GetValue(null)!;
        string[] ids = [.. all.Select(each => (string)advice.GetProperty("Id")!.GetValue(each)!)];

        string[] documented = [.. HelpSource.Of(culture, AboutErrors).Paragraphs.Select(text => ErrorId().Match(text)).Where(match => match.Success).Select(match => match.Groups[1].Value)];
        Assert.Equal(ids.Order(StringComparer.Ordinal), documented.Where(ids.Contains).Order(StringComparer.Ordinal));
    }

    [Theory]
    [MemberData(nameof(Cultures))]
    public void The_about_topic_names_every_kind_of_fault_of_the_sandbox(string culture)
    {
        using var engine = new Engine();

        // The last of the list, from 3XX on, are statuses and codes at large.
        string message = engine.Run("Set-PmCredential -Sandbox -SandboxFault none").Error.ToString();
        string[] kinds = [.. message[message.IndexOf("Words: ", StringComparison.Ordinal)..].Split(": ")[1].Split(", ").Select(usage => FaultKind().Match(usage).Value)];

        IEnumerable<string> named = HelpSource.Of(culture, AboutSandbox).InlineCode.Select(code => FaultKind().Match(code).Value);

        Assert.Contains("reset", kinds);
        Assert.Subset(named.ToHashSet(), kinds.TakeWhile(kind => kind != "3").ToHashSet());
    }

    private static string AboutText(string culture, string topic) =>
        File.ReadAllText(Path.Combine(Layout.HelpIn(culture), topic + ".help.txt")).ReplaceLineEndings("\n");

    private static string Squeeze(string text) => WhiteSpace().Replace(text, string.Empty);

    [GeneratedRegex("^[a-z0-9]+")]
    private static partial Regex FaultKind();

    [GeneratedRegex("^- ")]
    private static partial Regex ItemMark();

    [GeneratedRegex(@"^- [\w-]+$")]
    private static partial Regex RelatedLink();

    [GeneratedRegex(@"'[^']*'")]
    private static partial Regex Words();

    [GeneratedRegex(@"^- (\w+)[:：]")]
    private static partial Regex ErrorId();

    [GeneratedRegex(@"\s+")]
    private static partial Regex WhiteSpace();
}
