namespace PortfolioMargin;

/// <summary>
/// Makes embedded exchanges. The sandbox's assembly has the one implementation; the module loads that assembly at the first call and finds the
/// implementation by name, so that neither is compiled against the other.
/// </summary>
internal interface ISandboxFactory
{
    /// <summary>The address that stands for the exchange; nothing is ever sent there.</summary>
    Uri BaseUri { get; }

    /// <summary>The demo account's API key, which is public.</summary>
    string DemoApiKey { get; }

    /// <summary>The demo account's secret, which is public.</summary>
    string DemoSecret { get; }

    /// <summary>Makes an exchange with one account, the demo account.</summary>
    /// <param name="orderCount">How many orders it lists; <see langword="null"/> means its default.</param>
    /// <param name="weightLimit">The weight it allows in a minute; <see langword="null"/> means its default.</param>
    /// <param name="latency">How long each response takes.</param>
    /// <param name="faults">What goes wrong at which request; <see langword="null"/> when nothing does.</param>
    /// <exception cref="FormatException">The text for faults cannot be read.</exception>
    HttpMessageHandler CreateExchange(int? orderCount, int? weightLimit, TimeSpan latency, string? faults);
}
