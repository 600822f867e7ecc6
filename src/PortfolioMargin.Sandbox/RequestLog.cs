using System.Globalization;

namespace PortfolioMargin.Sandbox;

/// <summary>A request as the exchange saw it. Neither key nor signature is kept.</summary>
public sealed class ReceivedRequest
{
    /// <summary>From 1, in the order of arrival.</summary>
    public required int Number { get; init; }

    /// <summary>The HTTP method.</summary>
    public required string Method { get; init; }

    /// <summary>The path, without the query.</summary>
    public required string Path { get; init; }

    /// <summary>When it arrived, by the exchange's clock.</summary>
    public required DateTimeOffset ReceivedAt { get; init; }

    /// <summary>Parameter <c>current</c>, when it was a number.</summary>
    public long? Page { get; init; }

    /// <summary>Parameter <c>size</c>, when it was a number.</summary>
    public long? Size { get; init; }

    /// <summary>Parameter <c>startTime</c> in Unix milliseconds, when it was a number.</summary>
    public long? StartTime { get; init; }

    /// <summary>Parameter <c>endTime</c> in Unix milliseconds, when it was a number.</summary>
    public long? EndTime { get; init; }

    /// <summary>Parameter <c>recvWindow</c> in milliseconds, when it was a number.</summary>
    public long? ReceiveWindow { get; init; }

    /// <summary>Parameter <c>timestamp</c> in Unix milliseconds, when it was a number.</summary>
    public long? Timestamp { get; init; }

    /// <summary>The HTTP status answered; <see langword="null"/> while, or when, there is no answer.</summary>
    public int? Status { get; internal set; }

    /// <inheritdoc/>
    public override string ToString() => string.Format(
        CultureInfo.InvariantCulture, "{0} {1} {2} page {3} size {4}: {5}", Number, Method, Path, Page, Size, Status);
}

/// <summary>What an exchange saw, for tests and for the curious. The oldest requests are forgotten beyond <see cref="Capacity"/>; the counts are not.</summary>
public sealed class RequestLog
{
    /// <summary>How many requests are remembered one by one.</summary>
    public const int Capacity = 100_000;

    private readonly object _lock = new();
    private readonly Queue<ReceivedRequest> _received = new();
    private readonly Func<IReadOnlyDictionary<DateTimeOffset, long>> _weights;
    private int _count;
    private int _inFlight;
    private int _maximumInFlight;

    internal RequestLog(Func<IReadOnlyDictionary<DateTimeOffset, long>> weights) => _weights = weights;

    /// <summary>How many requests came.</summary>
    public int Count
    {
        get
        {
            lock (_lock)
            {
                return _count;
            }
        }
    }

    /// <summary>How many are being answered now, bodies that stall included.</summary>
    public int InFlight
    {
        get
        {
            lock (_lock)
            {
                return _inFlight;
            }
        }
    }

    /// <summary>The most that were being answered at once.</summary>
    public int MaximumInFlight
    {
        get
        {
            lock (_lock)
            {
                return _maximumInFlight;
            }
        }
    }

    /// <summary>The requests, first to last.</summary>
    public IReadOnlyList<ReceivedRequest> Received
    {
        get
        {
            lock (_lock)
            {
                return [.. _received];
            }
        }
    }

    /// <summary>The weight used in each interval, by the interval's beginning on the exchange's clock; without that of others.</summary>
    public IReadOnlyDictionary<DateTimeOffset, long> WeightByInterval => _weights();

    internal ReceivedRequest Enter(Func<int, ReceivedRequest> describe)
    {
        lock (_lock)
        {
            ReceivedRequest request = describe(++_count);
            _received.Enqueue(request);
            if (_received.Count > Capacity)
            {
                _received.Dequeue();
            }

            _maximumInFlight = Math.Max(_maximumInFlight, ++_inFlight);
            return request;
        }
    }

    internal void Leave()
    {
        lock (_lock)
        {
            _inFlight--;
        }
    }
}
