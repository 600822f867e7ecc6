using System.Text.Json;
using System.Text.RegularExpressions;
using System.Xml.Linq;
using PortfolioMargin.PackageTests.Support;

namespace PortfolioMargin.PackageTests;

public partial class NoticeTests
{
    private static readonly string Notices = Repository.Read("THIRD-PARTY-NOTICES.md");

    private static readonly string[] Texts = [.. Directory.GetFiles(Path.Combine(Repository.Module, "notices")).Select(File.ReadAllText)];

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
    [MemberData(nameof(Shipped))]
    public void The_licence_of_a_shipped_library_stands_there_in_full(string library)
    {
        string[] parts = library.Split(' ');
        string folder = Repository.PackageOf(parts[0], parts[1]);
        XElement about = XDocument.Load(Path.Combine(folder, parts[0].ToLowerInvariant() + ".nuspec")).Root!.Elements().Single();
        string named = about.Element(about.Name.Namespace + "license")!.Value;

        string? own = Directory.GetFiles(folder, "LICENSE*").SingleOrDefault();
        Assert.True(own is not null || named == "MIT", $"The package has no text of the licence {named}.");
        string licence = File.ReadAllText(own ?? Path.Combine(Repository.Root, "LICENSE"));

        // Ours is the MIT licence too, but the copyright is not ours.
        string holder = own is null ? about.Element(about.Name.Namespace + "copyright")!.Value : Holder().Match(licence).Value;
        string terms = Terms().Match(licence).Value;
        Assert.NotEmpty(holder);
        Assert.NotEmpty(terms);
        Assert.Contains(named, Notices, StringComparison.Ordinal);
        Assert.Contains(Letters(holder), Letters(Notices), StringComparison.Ordinal);
        Assert.Contains(Letters(terms), Letters(Notices), StringComparison.Ordinal);
    }

    [Theory]
    [MemberData(nameof(Shipped))]
    public void What_a_shipped_library_contains_of_others_goes_along_with_it(string library)
    {
        string[] parts = library.Split(' ');
        string ofPackage = Path.Combine(Repository.PackageOf(parts[0], parts[1]), "THIRD-PARTY-NOTICES.TXT");

        Assert.True(!File.Exists(ofPackage) || Texts.Contains(File.ReadAllText(ofPackage)), $"The module's folder lacks {ofPackage}.");
    }

    [Fact]
    public void A_text_that_several_libraries_have_is_there_once() => Assert.Equal(Texts.Length, Texts.Distinct().Count());

    /// <summary>What is left of a text when line ends, marks and capitals do not matter.</summary>
    private static string Letters(string text) => string.Concat(text.Where(char.IsLetterOrDigit)).ToLowerInvariant();

    [GeneratedRegex(@"Copyright \(c\) [^\n(]+")]
    private static partial Regex Holder();

    [GeneratedRegex("(Permission is hereby granted|Redistribution and use).*", RegexOptions.Singleline)]
    private static partial Regex Terms();

    private static IEnumerable<string> LibrariesOf(string framework, string lockSection)
    {
        using JsonDocument locked = JsonDocument.Parse(Repository.Read("src/PortfolioMargin.Client/packages.lock.json"));
        JsonElement packages = locked.RootElement.GetProperty("dependencies").GetProperty(lockSection);
        foreach (string path in Repository.BinariesOf(framework))
        {
            string name = Path.GetFileNameWithoutExtension(path);
            if (!name.StartsWith("PortfolioMargin", StringComparison.Ordinal))
            {
                yield return $"{name} {packages.GetProperty(name).GetProperty("resolved").GetString()}";
            }
        }
    }
}
