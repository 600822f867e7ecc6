using PortfolioMargin.Client.Errors;

namespace PortfolioMargin.Client.Requests;

/// <summary>
/// Repeats a request for as long as <see cref="RetryDecision"/> says so: after 200 ms, 400 ms, 800 ms and so on up to 10 s, each pause
/// longer by up to a half at random. A longer <c>Retry-After</c> takes the pause's place.
/// </summary>
/// <param name="time">The clock of the pauses.</param>
/// <param name="random">Numbers from 0 to 1, for jitter. Safe for several threads.</param>
internal sealed class RetryLoop(TimeProvider time, Func<double> random)
{
    /// <summary>The first pause (documentation of HTTP 503: "back off 200, 400, 800 ms").</summary>
    private static readonly TimeSpan FirstPause = TimeSpan.FromMilliseconds(200);

    /// <summary>The longest pause, before chance makes it longer.</summary>
    private static readonly TimeSpan LongestPause = TimeSpan.FromSeconds(10);

    private static readonly TimeSpan WorthReporting = TimeSpan.FromSeconds(1);

    /// <summary>Makes attempts until the page is there, nothing more is to be tried, or there were as many retries as allowed.</summary>
    /// <returns>The last attempt.</returns>
    public async Task<Attempt> RunAsync(RequestExecution request, int maximumRetryCount, CancellationToken cancellationToken)
    {
        for (int retries = 0; ; retries++)
        {
            Attempt attempt = await request.TryAsync(cancellationToken).ConfigureAwait(false);
            if (retries >= maximumRetryCount || !attempt.Decision.IsRetry)
            {
                return attempt;
            }

            TimeSpan pause = PauseAfter(attempt, retries);
            if (pause >= WorthReporting)
            {
                request.ReportPause(attempt, pause);
            }

            if (pause > TimeSpan.Zero)
            {
                await Task.Delay(pause, time, cancellationToken).ConfigureAwait(false);
            }
        }
    }

    /// <summary>The pause after a failed attempt. The rate limiter itself holds a request that must wait for the limit.</summary>
    private TimeSpan PauseAfter(Attempt failed, int retries)
    {
        if (failed.Decision.Action == RetryAction.WaitForLimit)
        {
            return TimeSpan.Zero;
        }

        double factor = Math.Pow(2, Math.Min(retries, 30)) * (1 + (random() / 2));
        double longest = LongestPause.Ticks * (1 + (random() / 2));
        var pause = TimeSpan.FromTicks((long)Math.Min(longest, FirstPause.Ticks * factor));
        return failed.Head?.RetryAfter is { } asked && asked > pause ? asked : pause;
    }
}
