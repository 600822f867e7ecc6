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
