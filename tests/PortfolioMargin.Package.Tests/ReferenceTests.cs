using System.Reflection;
using PortfolioMargin.PackageTests.Support;

namespace PortfolioMargin.PackageTests;

public class ReferenceTests
{
    /// <summary>The one class that PowerShell 7 alone touches derives from a type of this assembly.</summary>
    private const string LoadContexts = "PortfolioMargin needs System.Runtime.Loader, ";

    [Fact]
    public void Every_reference_of_what_Windows_PowerShell_loads_is_met_by_what_is_shipped_or_by_NET_Framework_4_7_2() =>
        Assert.StartsWith(LoadContexts, Assert.Single(References.Unmet(AssemblyFile.ReadAll(Repository.BinariesOf("net472")), Platforms.Framework472)), StringComparison.Ordinal);

    [Fact]
    public void Every_reference_of_what_PowerShell_7_loads_is_met_by_what_is_shipped_or_by_NET_8() =>
        Assert.Empty(References.Unmet(AssemblyFile.ReadAll(Repository.BinariesOf("net8.0")), Platforms.Net8));

    [Theory]
    [InlineData("net472")]
    [InlineData("net8.0")]
    public void Each_edition_has_the_cmdlets_and_what_they_need(string framework)
    {
        string[] all = [.. AssemblyFile.ReadAll(Repository.BinariesOf(framework)).Select(file => file.Identity.Name!)];
        Assert.Equal(
            ["PortfolioMargin", "PortfolioMargin.Abstractions"],
            Directory.GetFiles(Repository.Module, "*.dll").Select(Path.GetFileNameWithoutExtension).Order(StringComparer.Ordinal));
        Assert.Equal(all.Length, all.Distinct().Count());
        Assert.All(
            ["PortfolioMargin.Client", "PortfolioMargin.Sandbox", "BouncyCastle.Cryptography"],
            name => Assert.Contains(name, all));
    }

    [Fact]
    public void No_stub_of_the_engine_lies_anywhere_in_the_module() =>
        Assert.Empty(Directory.GetFiles(Repository.Module, "System.Management.Automation*", SearchOption.AllDirectories));

    [Fact]
    public void What_PowerShell_7s_runtime_has_is_not_shipped_for_it() =>
        Assert.DoesNotContain(
            AssemblyFile.ReadAll(Repository.BinariesOf("net8.0")),
            file => Platforms.Net8.Any(name => name.Name == file.Identity.Name));

    [Theory]
    [InlineData("Needed", "1.2.0.0", "b03f5f7f11d50a3a", 0)]
    [InlineData("Needed", "1.3.0.0", "b03f5f7f11d50a3a", 0)]
    [InlineData("Needed", "1.1.9.0", "b03f5f7f11d50a3a", 1)]
    [InlineData("Needed", "1.2.0.0", "cc7b13ffcd2ddd51", 1)]
    [InlineData("Another", "1.2.0.0", "b03f5f7f11d50a3a", 1)]
    public void A_reference_is_met_by_the_same_name_and_key_with_no_lower_version(string name, string version, string token, int unmet)
    {
        var reference = new AssemblyName("Needed, Version=1.2.0.0, PublicKeyToken=b03f5f7f11d50a3a");
        var there = new AssemblyName($"{name}, Version={version}, PublicKeyToken={token}");
        Assert.Equal(unmet, References.Unmet([new AssemblyFile(new AssemblyName("Needing"), [reference])], [there]).Count);
    }
}
