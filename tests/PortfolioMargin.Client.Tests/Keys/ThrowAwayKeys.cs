namespace PortfolioMargin.Client.Tests.Keys;

/// <summary>The key files that are kept beside the tests.</summary>
internal static class ThrowAwayKeys
{
    public static string PathOf(string name) => Path.Combine(AppContext.BaseDirectory, "Keys", "ThrowAwayKeys", name);

    public static string TextOf(string name) => File.ReadAllText(PathOf(name));

    public static TheoryData<string> Matching(string pattern) =>
        [.. Directory.GetFiles(PathOf(""), pattern).Select(path => Path.GetFileName(path)!).Order(StringComparer.Ordinal)];
}
