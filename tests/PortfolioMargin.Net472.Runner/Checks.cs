namespace PortfolioMargin.Net472Runner;

/// <summary>A list of named checks, run one after another.</summary>
internal sealed class Checks
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(60);

    private readonly List<(string Name, Func<CancellationToken, Task> Run)> _checks = [];

    public void Add(string name, Func<CancellationToken, Task> run) => _checks.Add((name, run));

    public void Add(string name, Action run) => Add(name, _ =>
    {
        run();
        return Task.CompletedTask;
    });

    /// <summary>Fails the check that runs, unless two values are equal.</summary>
    public static void Equal<T>(T expected, T actual)
    {
        if (!EqualityComparer<T>.Default.Equals(expected, actual))
        {
            throw new InvalidOperationException(FormattableString.Invariant($"expected {expected}, got {actual}"));
        }
    }

    /// <summary>Runs all, prints a line for each, and gives the exit code.</summary>
    public async Task<int> RunAsync()
    {
        int failures = 0;
        foreach ((string name, Func<CancellationToken, Task> run) in _checks)
        {
            using var patience = new CancellationTokenSource(Patience);
            try
            {
                await run(patience.Token).ConfigureAwait(false);
                Console.WriteLine($"ok {name}");
            }
            catch (Exception exception)
            {
                failures++;
                Console.WriteLine($"FAILED {name}: {exception.ToString().Replace(Environment.NewLine, " | ")}");
            }
        }

        return failures == 0 && _checks.Count > 0 ? 0 : 1;
    }
}
