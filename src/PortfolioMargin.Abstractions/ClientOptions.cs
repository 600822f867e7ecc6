using System.Net;

namespace PortfolioMargin;

/// <summary>An account and the way to its exchange.</summary>
public sealed class ClientOptions
{
    /// <summary>Where Portfolio Margin is served.</summary>
    public static readonly Uri DefaultBaseUri = new("https://papi.binance.com/");

    /// <summary>How often a failed request is repeated when nothing is said.</summary>
    public const int DefaultMaximumRetryCount = 5;

    /// <summary>The largest <c>recvWindow</c> the exchange accepts, in milliseconds (documentation: "cannot be greater than 60000").</summary>
    public const int MaximumReceiveWindow = 60_000;

    /// <summary>Where requests go: https, or http on loopback.</summary>
    public Uri BaseUri { get; init; } = DefaultBaseUri;

    /// <summary>The API key, sent as header <c>X-MBX-APIKEY</c> to <see cref="BaseUri"/> only.</summary>
    public required string ApiKey { get; init; }

    /// <summary>Signs the requests. The caller keeps it and disposes it.</summary>
    public required IRequestSigner Signer { get; init; }

    /// <summary>Written into <see cref="ForceOrder.ProfileName"/>.</summary>
    public string? ProfileName { get; init; }

    /// <summary>How long, in milliseconds, the exchange may take a request after its timestamp; <see langword="null"/> means its default (5000).</summary>
    public int? ReceiveWindow { get; init; }

    /// <summary>The proxy to go through; <see langword="null"/> means the system's.</summary>
    public Uri? Proxy { get; init; }

    /// <summary>What the proxy asks for.</summary>
    public ICredentials? ProxyCredential { get; init; }

    /// <summary>How long an attempt may take until the answer's headers are there.</summary>
    public TimeSpan ConnectionTimeout { get; init; } = TimeSpan.FromSeconds(30);

    /// <summary>How long an answer's body may be silent between two reads.</summary>
    public TimeSpan OperationTimeout { get; init; } = TimeSpan.FromSeconds(30);

    /// <summary>How often a failed request is repeated.</summary>
    public int MaximumRetryCount { get; init; } = DefaultMaximumRetryCount;

    /// <summary>Hears of every request and every wait; <see langword="null"/> when nobody listens.</summary>
    public IClientObserver? Observer { get; init; }

    /// <summary>Answers in place of the network: the embedded exchange. <see langword="null"/> means the network.</summary>
    public HttpMessageHandler? Exchange { get; init; }
}
