using PortfolioMargin.PackageTests.Support;

namespace PortfolioMargin.PackageTests;

public class WindowsPowerShellTests
{
    private static readonly string[] Folders = ["build", "tests"];

    public static TheoryData<string> Scripts => [.. Found];

    private static IEnumerable<string> Found =>
        Directory.GetFiles(Repository.Root)
            .Concat(Folders.Select(folder => Path.Combine(Repository.Root, folder)).Where(Directory.Exists)
                .SelectMany(folder => Directory.GetFiles(folder, "*", SearchOption.AllDirectories)))
            .Where(path => Path.GetExtension(path) is ".ps1" or ".psm1" or ".psd1")
            .Select(path => Path.GetRelativePath(Repository.Root, path).Replace('\\', '/'))
            .Where(path => !path.Contains("/bin/", StringComparison.Ordinal) && !path.Contains("/obj/", StringComparison.Ordinal));

    [Theory]
    [MemberData(nameof(Scripts))]
    public void A_script_uses_nothing_that_Windows_PowerShell_lacks(string path) =>
        Assert.Empty(WindowsPowerShell.StumblesOver(Repository.Read(path)));

    [Theory]
    [InlineData("PortfolioMargin.psd1")]
    [InlineData("build.ps1")]
    [InlineData("build/pester.ps1")]
    public void Scripts_are_found_such_as(string path) => Assert.Contains(path, Found);

    [Theory]
    [InlineData("$a ? 1 : 2")]
    [InlineData("Get-Date && Get-Date")]
    [InlineData("Get-Date &")]
    [InlineData("$a ?? 1")]
    [InlineData("$a ??= 1")]
    [InlineData("${a}?.Length")]
    [InlineData("${a}?[0]")]
    [InlineData("function f { clean { } }")]
    [InlineData("1, 2 | ForEach-Object -Parallel { $_ }")]
    [InlineData("'{}' | Test-Json")]
    [InlineData("12u")]
    [InlineData("0b101")]
    [InlineData("if (")]
    public void What_came_after_it_is_noticed(string script) => Assert.NotEmpty(WindowsPowerShell.StumblesOver(script));

    [Theory]
    [InlineData("if ($a) { 1 } else { 2 }; $a.Length; $a[0]; 12; 12l; 1.5d; 2kb; 0xFF")]
    [InlineData("1, 2 | ForEach-Object -Process { $_ }; Get-Content -Path x -Encoding UTF8")]
    [InlineData("#requires -Version 7.4\n$a ?? 1")]
    public void What_it_has_or_is_kept_from_is_not(string script) => Assert.Empty(WindowsPowerShell.StumblesOver(script));
}
