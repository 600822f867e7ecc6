using System.Globalization;

namespace PortfolioMargin.Sandbox;

/// <summary>A request as the exchange received it. Neither key nor signature is kept.</summary>
public sealed class ReceivedRequest
{
    /// <summary>From 1, in the order of arrival.</summary>
    public required int Number { get; init; }

    /// <summary>From 1, among the requests with this path.</summary>
    public required int NumberOnPath { get; init; }

    /// <summary>The HTTP method.</summary>
    public required string Method { get; init; }

    /// <summary>The path, without the query.</summary>
    public required string Path { get; init; }

    /// <summary>When it arrived, by the exchange's clock.</summary>
    public required DateTimeOffset ReceivedAt { get; init; }

    /// <summary>The parameters by name, decoded, without the signature. Of a parameter that was sent twice, the first value.</summary>
    public required IReadOnlyDictionary<string, string> Parameters { get; init; }

    /// <summary>The HTTP status of the response; <see langword="null"/> while, or when, there is none.</summary>
    public int? Status { get; internal set; }

    /// <inheritdoc/>
    public override string ToString() => string.Format(CultureInfo.InvariantCulture, "{0} {1} {2}: {3}", Number, Method, Path, Status);
}
