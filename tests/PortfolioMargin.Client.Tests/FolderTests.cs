using System.Text.RegularExpressions;

namespace PortfolioMargin.Client.Tests;

/// <summary>The client's folders use each other in one direction, as docs/architecture.md says.</summary>
public sealed partial class FolderTests
{
    private static readonly string Source = Path.Combine(RepositoryRoot(), "src", "PortfolioMargin.Client");

    /// <summary>What each folder uses, by its <c>using</c> lines.</summary>
    private static readonly Dictionary<string, string[]> Uses = Directory.GetDirectories(Source)
        .Where(folder => Path.GetFileName(folder) is not ("bin" or "obj"))
        .ToDictionary(folder => Path.GetFileName(folder), UsedBy);

    public static TheoryData<string> Folders => [.. Uses.Keys];

    [Theory]
    [MemberData(nameof(Folders))]
    public void A_folder_is_not_used_by_what_it_uses(string folder) => Assert.DoesNotContain(folder, ReachedFrom(folder));

    [Fact]
    public void Errors_knows_no_other_folder() => Assert.Empty(Uses["Errors"]);

    [Theory]
    [InlineData("RateLimiting")]
    [InlineData("Http")]
    [InlineData("Json")]
    [InlineData("Keys")]
    public void What_a_request_is_made_of_knows_no_request(string folder) => Assert.DoesNotContain("Requests", ReachedFrom(folder));

    [Fact]
    public void Pagination_knows_pages_and_failures_and_nothing_of_requests() =>
        Assert.Empty(Uses["Pagination"].Intersect(["Requests", "RateLimiting", "Http", "Keys"]));

    [Fact]
    public void Other_folders_are_named_in_using_lines_only() => Assert.All(
        Directory.GetFiles(Source, "*.cs", SearchOption.AllDirectories).Where(file => !file.Contains(Path.DirectorySeparatorChar + "obj" + Path.DirectorySeparatorChar, StringComparison.Ordinal)),
        file => Assert.DoesNotContain(
            File.ReadLines(file).Where(line => !line.StartsWith("using ", StringComparison.Ordinal) && !line.StartsWith("namespace ", StringComparison.Ordinal)),
            line => line.Contains("PortfolioMargin.Client.", StringComparison.Ordinal)));

    private static string[] UsedBy(string folder) =>
    [
        .. Directory.GetFiles(folder, "*.cs", SearchOption.AllDirectories)
            .SelectMany(File.ReadLines)
            .Select(line => UsingLine().Match(line))
            .Where(match => match.Success)
            .Select(match => match.Groups["folder"].Value)
            .Where(used => used != Path.GetFileName(folder))
            .Distinct(),
    ];

    private static HashSet<string> ReachedFrom(string folder)
    {
        var reached = new HashSet<string>();
        var open = new Stack<string>(Uses[folder]);
        while (open.TryPop(out string? next))
        {
            if (reached.Add(next))
            {
                Array.ForEach(Uses[next], open.Push);
            }
        }

        return reached;
    }

    private static string RepositoryRoot()
    {
        DirectoryInfo folder = new(AppContext.BaseDirectory);
        while (!File.Exists(Path.Combine(folder.FullName, "PortfolioMargin.sln")))
        {
            folder = folder.Parent ?? throw new DirectoryNotFoundException("The repository is not above the test's folder.");
        }

        return folder.FullName;
    }

    [GeneratedRegex(@"^(global )?using (static )?PortfolioMargin\.Client\.(?<folder>\w+)")]
    private static partial Regex UsingLine();
}
