using PortfolioMargin.ModuleTests.Support;

namespace PortfolioMargin.ModuleTests;

/// <summary>The Pester suite in the real shell: each of its tests is one here.</summary>
public sealed class PesterTests
{
    /// <summary>Each test's name and what it complains of.</summary>
    public static async Task<IReadOnlyCollection<ITheoryDataRow>> Results()
    {
        IReadOnlyList<PesterResult> results = await PesterSuite.RunAsync();
        return
        [
            .. results.Select(result => new TheoryDataRow<string, string?>(result.Name, result.Failure)
            {
                Label = result.Name,
                Skip = result.IsSkipped ? "What it needs is not on this machine." : null,
            }),
        ];
    }

    [Theory]
    [MemberData(nameof(Results), DisableDiscoveryEnumeration = true)]
    public void The_suite_passes(string name, string? failure) => Assert.True(failure is null, $"{name}: {failure}");
}
