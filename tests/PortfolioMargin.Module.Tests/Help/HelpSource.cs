using System.Text.RegularExpressions;
using PortfolioMargin.ModuleTests.Support;

namespace PortfolioMargin.ModuleTests.Help;

/// <summary>A page of help as it is written, under docs/.</summary>
internal sealed partial class HelpSource
{
    private readonly string _text;

    private HelpSource(string culture, string name)
    {
        Culture = culture;
        Name = name;
        string file = File.ReadAllText(Path.Combine(Layout.Repository, "docs", culture, name + ".md")).ReplaceLineEndings("\n");
        _text = FrontMatter().Replace(file, string.Empty);
    }

    public string Culture { get; }

    public string Name { get; }

    /// <summary>The code blocks that a reader may copy.</summary>
    public IReadOnlyList<string> Code => CodeOf(_text);

    /// <summary>Every paragraph and list item of the text, without markdown's marks; no headings.</summary>
    public IReadOnlyList<string> Paragraphs => [.. Blocks(Fences().Replace(_text, "\n\n")).Where(block => !block.StartsWith('#')).Select(Plain)];

    public IReadOnlyList<string> Headings => [.. Blocks(Fences().Replace(_text, "\n\n")).Where(block => block.StartsWith('#')).Select(heading => heading.TrimStart('#', ' '))];

    /// <summary>Words that are marked as code.</summary>
    public IEnumerable<string> InlineCode => InlineCodes().Matches(Fences().Replace(_text, string.Empty)).Select(code => code.Groups[1].Value);

    /// <summary>The code blocks of any page in markdown.</summary>
    public static IReadOnlyList<string> CodeIn(string path) => CodeOf(File.ReadAllText(path).ReplaceLineEndings("\n"));

    public static IReadOnlyList<string> Names(string culture) =>
        [.. Directory.GetFiles(Path.Combine(Layout.Repository, "docs", culture), "*.md").Select(Path.GetFileNameWithoutExtension).Order(StringComparer.Ordinal)!];

    public static HelpSource Of(string culture, string name) => new(culture, name);

    private static IReadOnlyList<string> CodeOf(string text) =>
        [.. Fences().Matches(text).Where(fence => fence.Groups["language"].Value == "powershell").Select(fence => fence.Groups["code"].Value)];

    /// <summary>The text as the built help has it: links are their words, code has no marks.</summary>
    private static string Plain(string block) => Links().Replace(block, "$1").Replace("`", string.Empty, StringComparison.Ordinal);

    private static IEnumerable<string> Blocks(string text) => BlankLines().Split(text)
        .SelectMany(block => ItemStarts().Split(block))
        .Select(block => block.Trim().ReplaceLineEndings(" "))
        .Where(block => block.Length > 0);

    [GeneratedRegex(@"\A---\n.*?\n---\n", RegexOptions.Singleline)]
    private static partial Regex FrontMatter();

    [GeneratedRegex(@"^```(?<language>\w*)\n(?<code>.*?)\n```$", RegexOptions.Singleline | RegexOptions.Multiline)]
    private static partial Regex Fences();

    [GeneratedRegex(@"\n\s*\n")]
    private static partial Regex BlankLines();

    [GeneratedRegex(@"^(?=- )", RegexOptions.Multiline)]
    private static partial Regex ItemStarts();

    [GeneratedRegex(@"\[([^\]]+)\]\([^)]*\)")]
    private static partial Regex Links();

    [GeneratedRegex("`([^`\n]+)`")]
    private static partial Regex InlineCodes();
}
