using PortfolioMargin.Client.Endpoints;
using PortfolioMargin.Client.Errors;
using PortfolioMargin.Client.Http;
using PortfolioMargin.Client.RateLimiting;

namespace PortfolioMargin.Client.Requests;

/// <summary>One request and the attempts at it: asks the rate limiter, sends, decides what follows, and reports.</summary>
internal sealed class RequestExecution(ClientOptions options, HostState host, RequestSender sender, WaitReporter? waits, TimeProvider time, IEndpointRequest request)
{
    private const long EarliestTime = -62_135_596_800_000;
    private const long LatestTime = 253_402_300_799_999;

    private readonly long _started = time.GetTimestamp();
    private int _sent;
    private bool _clockCorrected;

    /// <summary>Makes an attempt, and a second one at once when only the clock was wrong.</summary>
    public async Task<Attempt> TryAsync(CancellationToken cancellationToken)
    {
        Attempt attempt = await TryOnceAsync(cancellationToken).ConfigureAwait(false);
        if (attempt.Decision.Action != RetryAction.CorrectClock)
        {
            return attempt;
        }

        _clockCorrected = true;
        host.Clock.Correct(attempt.Stamp.Version, attempt.Head!.Date!.Value, attempt.SentAt!.Value, attempt.Head.ReceivedAt);
        return await TryOnceAsync(cancellationToken).ConfigureAwait(false);
    }

    /// <summary>Reports a pause before the next attempt.</summary>
    public void ReportPause(Attempt attempt, TimeSpan delay) => waits?.Report(
        $"retrying {Name} after {FailureText.Brief(attempt.Failure!)}",
        delay,
        time.GetUtcNow() + delay);

    /// <summary>The exception for a request that failed for good.</summary>
    /// <param name="last">The last attempt at it.</param>
    public RequestException ExceptionFor(Attempt last) => new FailedCall(last.Failure!, last.Decision.Rule!)
    {
        Request = request.List.Page > 1 ? $"GET {request.Path}, {Name}" : $"GET {request.Path}",
        Host = ExchangeAddress.Origin(options.BaseUri),
        Proxy = ConnectionSettings.DescribeProxy(options),
        ConnectionTimeout = options.ConnectionTimeout,
        OperationTimeout = options.OperationTimeout,
        Attempts = _sent,
        Elapsed = time.GetElapsedTime(_started),
        ClockOffset = last.ClockOffset,
        Until = last.Until,
    }.ToException();

    /// <summary>Makes an attempt; another one when the request did not leave because of a stop that came meanwhile.</summary>
    private async Task<Attempt> TryOnceAsync(CancellationToken cancellationToken)
    {
        Attempt attempt;
        do
        {
            attempt = await TryToSendAsync(cancellationToken).ConfigureAwait(false);
        }
        while (WasStopped(attempt));
        return attempt;
    }

    private static bool WasStopped(Attempt attempt) => attempt.Failure?.Error == TransportError.Stopped;

    private async Task<Attempt> TryToSendAsync(CancellationToken cancellationToken)
    {
        var attempt = new Attempt();
        AcquireResult permit = await host.RateLimiter.AcquireAsync(request.Weight, waits, cancellationToken).ConfigureAwait(false);
        if (!permit.IsGranted)
        {
            attempt.Failure = new Failure(permit.Reason == WaitReason.Ban ? TransportError.StillBanned : TransportError.LimitTooLong);
            attempt.Decision = RetryDecision.For(attempt, _clockCorrected);
            attempt.Until = permit.Until;
            return attempt;
        }

        try
        {
            cancellationToken.ThrowIfCancellationRequested();
            await sender.SendAsync(request, attempt, cancellationToken).ConfigureAwait(false);
            attempt.Decision = WasStopped(attempt) ? default : RetryDecision.For(attempt, _clockCorrected);
        }
        catch (Exception) when (attempt.Head is not null)
        {
            // The caller does not want the answer any more, but a ban or a limit that its status tells of holds for everyone.
            attempt.Decision = RetryDecision.For(attempt, _clockCorrected);
            throw;
        }
        finally
        {
            _sent += attempt.SentAt is null ? 0 : 1;
            attempt.Until = Complete(permit, attempt);
        }

        if (!WasStopped(attempt))
        {
            Report(attempt);
        }

        return attempt;
    }

    /// <summary>Gives the rate limiter what the attempt came to.</summary>
    /// <returns>Until when the exchange wants to be left alone, if it says so.</returns>
    private DateTimeOffset? Complete(AcquireResult permit, Attempt attempt)
    {
        ResponseHead? head = attempt.Head;
        ServerSignal signal = attempt.Decision.Signal;
        TimeSpan? stopFor = signal == ServerSignal.Banned && head is not null
            ? BanMessage.LengthOf(attempt.Failure?.ApiError, head.RetryAfter, head.Date ?? host.Clock.Now)
            : head?.RetryAfter;
        DateTimeOffset? until = host.RateLimiter.Complete(permit, new ResponseFeedback(
            attempt.SentAt is not null, head?.ClockDate, head?.Weights ?? [], attempt.SentTimestamp, head?.ReceivedTimestamp ?? 0, signal, stopFor, head?.HttpVersion), waits);
        bool mustStayAway = attempt.Decision is { Action: RetryAction.GiveUp, Rule.Action: RetryAction.BackOff };
        return until ?? (mustStayAway ? head?.ReceivedAt + head?.RetryAfter : null);
    }

    private void Report(Attempt attempt)
    {
        if (options.Observer is not { } observer)
        {
            return;
        }

        UsedWeight? weight = attempt.Head?.MainWeight;
        observer.OnRequest(new RequestReport
        {
            Path = request.Path,
            Page = request.List.Page,
            WindowStart = TimeOf(request.List.Window.Start),
            WindowEnd = TimeOf(request.List.Window.End),
            PageCount = request.List.Page is not null && attempt.Page?.Total is { } total ? PageCountOf(total) : null,
            Rows = attempt.Page?.RowCount,
            Elapsed = attempt.Elapsed,
            Weight = request.Weight,
            UsedWeight = weight?.Weight,
            WeightLimit = weight?.Limit ?? UsedWeight.LimitPerMinute,
            Attempt = _sent,
            MaximumAttempts = (int)Math.Min(int.MaxValue, options.MaximumRetryCount + 1L + (_clockCorrected ? 1 : 0)),
            StatusCode = attempt.StatusCode,
            Failure = attempt.Failure is { } failure ? FailureText.Brief(failure) : null,
        });
    }

    /// <summary>What the request is called in messages.</summary>
    private string Name => request.List.Page is { } page ? FormattableString.Invariant($"page {page}") : "the request";

    private static DateTimeOffset? TimeOf(long? milliseconds) =>
        milliseconds is { } time and >= EarliestTime and <= LatestTime ? DateTimeOffset.FromUnixTimeMilliseconds(time) : null;

    private long PageCountOf(ulong total)
    {
        ulong size = (ulong)request.List.Size;
        return (long)Math.Min(long.MaxValue, Math.Max(1, (total / size) + (total % size > 0 ? 1UL : 0UL)));
    }
}
