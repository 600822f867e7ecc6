using PortfolioMargin.Client.Errors;
using PortfolioMargin.Client.Paging;
using PortfolioMargin.Client.RateLimiting;

namespace PortfolioMargin.Client.Requests;

/// <summary>The attempts at one page: what the retry pipeline carries from one to the next.</summary>
internal sealed class RequestExecution(ClientOptions options, HostState host, RequestSender sender, WaitReporter? waits, TimeProvider time, PageRequest page)
{
    private readonly long _started = time.GetTimestamp();
    private bool _clockCorrected;

    /// <summary>The page asked for.</summary>
    public PageRequest Page => page;

    /// <summary>How many requests were sent.</summary>
    public int Sent { get; private set; }

    /// <summary>Since the page was asked for.</summary>
    public TimeSpan Elapsed => time.GetElapsedTime(_started);

    /// <summary>Makes an attempt, and a second one at once when all that was wrong is the clock.</summary>
    public async ValueTask<Attempt> TryAsync(CancellationToken cancellationToken)
    {
        Attempt attempt = await TryOnceAsync(cancellationToken).ConfigureAwait(false);
        if (attempt.Verdict.Next != RetryAction.CorrectClock)
        {
            return attempt;
        }

        _clockCorrected = true;
        host.Clock.Correct(attempt.ClockVersion, attempt.Date!.Value, attempt.SentAt, attempt.ReceivedAt);
        return await TryOnceAsync(cancellationToken).ConfigureAwait(false);
    }

    /// <summary>Tells the observer of a pause before the next attempt.</summary>
    public void ReportPause(Attempt attempt, TimeSpan delay) => waits?.Report(
        FormattableString.Invariant($"retrying page {page.Page} after {FailureText.Brief(attempt)}"),
        delay,
        time.GetUtcNow() + delay);

    /// <summary>Makes an attempt; another one when the request did not leave because of a stop that came meanwhile.</summary>
    private async Task<Attempt> TryOnceAsync(CancellationToken cancellationToken)
    {
        Attempt attempt;
        do
        {
            attempt = await TryToSendAsync(cancellationToken).ConfigureAwait(false);
        }
        while (attempt.Fault == TransportError.Stopped);
        return attempt;
    }

    private async Task<Attempt> TryToSendAsync(CancellationToken cancellationToken)
    {
        var attempt = new Attempt(this) { ClockCorrected = _clockCorrected };
        AcquireResult permit = await host.RateLimiter.AcquireAsync(weight: 1, waits, cancellationToken).ConfigureAwait(false);
        if (!permit.IsGranted)
        {
            attempt.Fault = permit.Reason == WaitReason.Ban ? TransportError.StillBanned : TransportError.LimitTooLong;
            attempt.Until = permit.Until;
            attempt.Verdict = RetryDecision.Of(attempt);
            return attempt;
        }

        try
        {
            cancellationToken.ThrowIfCancellationRequested();
            await sender.SendAsync(page, attempt, cancellationToken).ConfigureAwait(false);
            attempt.Verdict = RetryDecision.Of(attempt);
        }
        catch (Exception) when (attempt.StatusCode is not null)
        {
            // The caller does not want the answer any more, but a ban or a limit that its status tells of holds for everyone.
            attempt.Verdict = RetryDecision.Of(attempt);
            throw;
        }
        finally
        {
            Sent += attempt.Sent ? 1 : 0;
            ServerSignal signal = SignalOf(attempt);
            TimeSpan? stopFor = signal == ServerSignal.Banned
                ? BanMessage.LengthOf(attempt.Error, attempt.RetryAfter, attempt.Date ?? attempt.ReceivedAt)
                : attempt.RetryAfter;
            attempt.Until = host.RateLimiter.Complete(permit, new ResponseFeedback(
                attempt.Sent, attempt.Date, attempt.Weights, attempt.SentTimestamp, attempt.ReceivedTimestamp, signal, stopFor, attempt.HttpVersion));
        }

        if (attempt.Fault != TransportError.Stopped)
        {
            Report(attempt);
        }

        return attempt;
    }

    private static ServerSignal SignalOf(Attempt attempt) => attempt switch
    {
        { Verdict.Next: RetryAction.Accept } => ServerSignal.Accepted,
        { Verdict.Failure: FailureKind.RateLimited } => ServerSignal.RateLimited,
        { Verdict.Failure: FailureKind.IpBanned } => ServerSignal.Banned,
        { Error.Code: -1008 } => ServerSignal.Overloaded,
        _ => ServerSignal.Unknown,
    };

    private void Report(Attempt attempt)
    {
        if (options.Observer is not { } observer)
        {
            return;
        }

        UsedWeight? weight = attempt.MainWeight;
        bool ok = attempt.Page is not null;
        observer.OnRequest(new RequestReport
        {
            Path = RequestSender.Path,
            Page = page.Page,
            PageCount = attempt.Page?.Total is { } total ? PageCountOf(total) : null,
            Rows = attempt.Page?.Rows.Count,
            Elapsed = attempt.Elapsed,
            UsedWeight = weight?.Weight,
            WeightLimit = weight?.Limit ?? UsedWeight.LimitPerMinute,
            Attempt = Sent,
            MaximumAttempts = (int)Math.Min(int.MaxValue, options.MaximumRetryCount + 1L + (_clockCorrected ? 1 : 0)),
            StatusCode = attempt.StatusCode,
            Failure = ok ? null : FailureText.Brief(attempt),
        });
    }

    private long PageCountOf(ulong total)
    {
        ulong size = (ulong)page.Size;
        return (long)Math.Min(long.MaxValue, (total / size) + (total % size > 0 ? 1UL : 0UL));
    }
}
