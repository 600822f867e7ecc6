namespace PortfolioMargin.ModuleTests.Support;

/// <summary>Tests that change this process's environment variables: while they run, no other test does.</summary>
[CollectionDefinition(Name, DisableParallelization = true)]
public static class ProcessEnvironment
{
    public const string Name = "Process environment";
}
