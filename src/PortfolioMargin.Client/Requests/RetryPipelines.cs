using System.Collections.Concurrent;
using Polly;
using Polly.Retry;

namespace PortfolioMargin.Client.Requests;

/// <summary>
/// Repeats attempts for which <see cref="RetryDecision"/> says so: after 200 ms, 400 ms, 800 ms and so on up to 10 s, each
/// longer by up to a half at random. One pipeline for each number of retries: to build one costs more than a request.
/// </summary>
internal sealed class RetryPipelines(TimeProvider time, Func<double> random)
{
    /// <summary>The first pause (documentation of HTTP 503: "back off 200, 400, 800 ms").</summary>
    public static readonly TimeSpan FirstPause = TimeSpan.FromMilliseconds(200);

    /// <summary>The longest pause, before chance makes it longer.</summary>
    public static readonly TimeSpan LongestPause = TimeSpan.FromSeconds(10);

    private static readonly TimeSpan WorthReporting = TimeSpan.FromSeconds(1);

    private readonly ConcurrentDictionary<int, ResiliencePipeline<Attempt>> _pipelines = new();

    /// <summary>More attempts at a page, after a first one, until it is there or nothing more is to be tried.</summary>
    public ValueTask<Attempt> RepeatAsync(RequestExecution call, Attempt first, int maximumRetryCount, CancellationToken cancellationToken)
    {
        Attempt? made = first;
        return _pipelines.GetOrAdd(maximumRetryCount, Build).ExecuteAsync(NextAsync, cancellationToken);

        // The pipeline's first attempt is the one that was made already.
        ValueTask<Attempt> NextAsync(CancellationToken token)
        {
            Attempt? known = made;
            made = null;
            return known is null ? call.TryAsync(token) : new ValueTask<Attempt>(known);
        }
    }

    /// <summary>The pause before an attempt.</summary>
    /// <param name="failed">The attempt before it.</param>
    /// <param name="retries">How many retries there were already.</param>
    private TimeSpan PauseAfter(Attempt failed, int retries)
    {
        if (failed.Verdict.Next == RetryAction.WaitForLimit)
        {
            return TimeSpan.Zero;
        }

        double factor = Math.Pow(2, Math.Min(retries, 30)) * (1 + (random() / 2));
        double longest = LongestPause.Ticks * (1 + (random() / 2));
        var pause = TimeSpan.FromTicks((long)Math.Min(longest, FirstPause.Ticks * factor));
        return failed.RetryAfter > pause && failed.RetryAfter <= RetryDecision.LongestWait ? failed.RetryAfter.Value : pause;
    }

    private ResiliencePipeline<Attempt> Build(int maximumRetryCount) =>
        new ResiliencePipelineBuilder<Attempt> { TimeProvider = time }
            .AddRetry(new RetryStrategyOptions<Attempt>
            {
                MaxRetryAttempts = maximumRetryCount,
                ShouldHandle = static args => new ValueTask<bool>(Retries.IsRepeated(args.Outcome.Result)),
                DelayGenerator = args => new ValueTask<TimeSpan?>(PauseAfter(args.Outcome.Result!, args.AttemptNumber)),
                OnRetry = static args =>
                {
                    if (args.RetryDelay >= WorthReporting)
                    {
                        args.Outcome.Result!.Call.ReportPause(args.Outcome.Result, args.RetryDelay);
                    }

                    return default;
                },
            })
            .Build();
}
