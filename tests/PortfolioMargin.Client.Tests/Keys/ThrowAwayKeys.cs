namespace PortfolioMargin.Client.Tests.Keys;

/// <summary>The key files that are kept beside the tests.</summary>
internal static class ThrowAwayKeys
{
    public static string PathOf(string name) => Path.Combine(AppContext.BaseDirectory, "Keys", "ThrowAwayKeys", name);

    public static string TextOf(string name) => File.ReadAllText(PathOf(name));

    /// <summary>What stands between the first and the last line of the file's one block.</summary>
    public static IEnumerable<string> LinesInside(string name) =>
        TextOf(name).Split('\n').SkipWhile(line => !line.EndsWith(" KEY-----", StringComparison.Ordinal)).Skip(1).TakeWhile(line => line[0] != '-');

    public static TheoryData<string> Matching(string pattern) =>
        [.. Directory.GetFiles(PathOf(""), pattern).Select(path => Path.GetFileName(path)!).Order(StringComparer.Ordinal)];
}
