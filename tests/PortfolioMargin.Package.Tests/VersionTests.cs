using System.Diagnostics;
using System.Reflection;
using System.Text.RegularExpressions;
using PortfolioMargin.PackageTests.Support;

namespace PortfolioMargin.PackageTests;

/// <summary>The manifest holds the version; everything else takes it from there.</summary>
public partial class VersionTests(PackedModule package)
{
    private static readonly Version Version = BuiltManifest.Info.Version;

    public static TheoryData<string> OwnAssemblies =>
    [
        .. Directory.GetFiles(Repository.Module, "PortfolioMargin*.dll", SearchOption.AllDirectories)
            .Select(path => Path.GetRelativePath(Repository.Module, path)),
    ];

    [Theory]
    [MemberData(nameof(OwnAssemblies))]
    public void An_assembly_has_the_manifests_version(string path)
    {
        string file = Path.Combine(Repository.Module, path);
        var four = new Version(Version.Major, Version.Minor, Version.Build, 0);
        Assert.Equal(four, AssemblyName.GetAssemblyName(file).Version);
        FileVersionInfo info = FileVersionInfo.GetVersionInfo(file);
        Assert.Equal(four.ToString(), info.FileVersion);
        Assert.Equal(Version.ToString(), info.ProductVersion?.Split('+')[0]);
    }

    [Fact]
    public void There_are_two_assemblies_for_both_frameworks_and_two_for_each() => Assert.Equal(2 + (2 * 2), OwnAssemblies.Count);

    [Fact]
    public void The_source_manifest_has_it() =>
        Assert.Matches($@"\n\s*ModuleVersion\s*=\s*'{Regex.Escape(Version.ToString())}'", Repository.Read("PortfolioMargin.psd1"));

    [Fact]
    public void The_changelogs_newest_release_has_it() =>
        Assert.Equal(Version.ToString(), NewestRelease().Match(Repository.Read("CHANGELOG.md")).Groups[1].Value);

    [Fact]
    public void The_folder_of_the_built_module_has_it() =>
        Assert.Equal(Version.ToString(), Path.GetFileName(Path.TrimEndingDirectorySeparator(Repository.Module)));

    [Fact]
    public void The_package_has_it()
    {
        Assert.Equal(Version.ToString(), package.Says("version"));
        Assert.Equal($"PortfolioMargin.{Version}.nupkg", Path.GetFileName(package.PackagePath));
    }

    [GeneratedRegex(@"^## \[(\d[^\]]*)\] - \d{4}-\d{2}-\d{2}\r?$", RegexOptions.Multiline)]
    private static partial Regex NewestRelease();
}
