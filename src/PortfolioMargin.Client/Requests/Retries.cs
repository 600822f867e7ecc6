using System.Runtime.CompilerServices;

namespace PortfolioMargin.Client.Requests;

/// <summary>
/// Makes attempts at a page. What repeats them is loaded when a first attempt has failed: most never do, and to load and compile it would
/// be a good part of a first command's time.
/// </summary>
internal sealed class Retries(TimeProvider time, Func<double> random)
{
    private readonly object _gate = new();
    private RetryPipelines? _pipelines;

    /// <summary>Whether an attempt is one that is made again.</summary>
    public static bool IsRepeated(Attempt? attempt) => attempt?.Verdict.Next is RetryAction.BackOff or RetryAction.WaitForLimit;

    /// <summary>Attempts at a page until it is there, or until nothing more is to be tried.</summary>
    public async ValueTask<Attempt> RunAsync(RequestExecution call, int maximumRetryCount, CancellationToken cancellationToken)
    {
        Attempt first = await call.TryAsync(cancellationToken).ConfigureAwait(false);
        return maximumRetryCount > 0 && IsRepeated(first)
            ? await RepeatAsync(call, first, maximumRetryCount, cancellationToken).ConfigureAwait(false)
            : first;
    }

    [MethodImpl(MethodImplOptions.NoInlining)]
    private ValueTask<Attempt> RepeatAsync(RequestExecution call, Attempt first, int maximumRetryCount, CancellationToken cancellationToken)
    {
        lock (_gate)
        {
            _pipelines ??= new RetryPipelines(time, random);
        }

        return _pipelines.RepeatAsync(call, first, maximumRetryCount, cancellationToken);
    }
}
