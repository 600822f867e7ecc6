using System.Text.Json;
using PortfolioMargin.PackageTests.Support;

namespace PortfolioMargin.PackageTests;

public class NoticeTests
{
    private static readonly string Notices = Repository.Read("THIRD-PARTY-NOTICES.md");

    /// <summary>Every shipped library that is not ours, with the version of the package it comes from.</summary>
    public static TheoryData<string> Shipped =>
    [
        .. new[] { ("net472", ".NETFramework,Version=v4.7.2"), ("net8.0", "net8.0") }
            .SelectMany(framework => LibrariesOf(framework.Item1, framework.Item2)).Distinct().Order(StringComparer.Ordinal),
    ];

    [Theory]
    [MemberData(nameof(Shipped))]
    public void A_shipped_library_is_named_with_its_version(string library) =>
        Assert.Contains(library, Notices, StringComparison.Ordinal);

    [Theory]
    [InlineData("The above copyright notice and this permission notice shall be included")]
    [InlineData("Redistributions in binary form must reproduce the above copyright notice")]
    public void The_licences_stand_there_in_full(string sentence) =>
        Assert.Contains(sentence, string.Join(' ', Notices.Split(['\n', '\r', ' '], StringSplitOptions.RemoveEmptyEntries)), StringComparison.Ordinal);

    private static IEnumerable<string> LibrariesOf(string framework, string lockSection)
    {
        using JsonDocument locked = JsonDocument.Parse(Repository.Read("src/PortfolioMargin/packages.lock.json"));
        JsonElement packages = locked.RootElement.GetProperty("dependencies").GetProperty(lockSection);
        foreach (string path in Directory.GetFiles(Path.Combine(Repository.BinariesOf(framework), "Dependencies"), "*.dll"))
        {
            string name = Path.GetFileNameWithoutExtension(path);
            if (!name.StartsWith("PortfolioMargin.", StringComparison.Ordinal))
            {
                yield return $"{name} {packages.GetProperty(name).GetProperty("resolved").GetString()}";
            }
        }
    }
}
