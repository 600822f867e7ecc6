using System.Management.Automation;

namespace PortfolioMargin.ModuleTests.Support;

/// <summary>Everything a script said.</summary>
internal sealed record Outcome(
    IReadOnlyList<PSObject> Output,
    IReadOnlyList<ErrorRecord> Errors,
    ErrorRecord? Terminating,
    IReadOnlyList<string> Warnings,
    IReadOnlyList<string> Verbose,
    IReadOnlyList<ProgressRecord> Progress,
    IReadOnlyList<string> Debug,
    IReadOnlyList<string> Information)
{
    /// <summary>The only error there is, terminating or not.</summary>
    public ErrorRecord Error => Assert.Single(AllErrors);

    public IReadOnlyList<ErrorRecord> AllErrors => Terminating is null ? Errors : [.. Errors, Terminating];

    /// <summary>The id of the only error, without the command's name behind it.</summary>
    public string ErrorId => Error.FullyQualifiedErrorId.Split(',')[0];

    public Outcome EnsureClean()
    {
        Assert.Empty(AllErrors.Select(error => error.ToString()));
        return this;
    }
}
