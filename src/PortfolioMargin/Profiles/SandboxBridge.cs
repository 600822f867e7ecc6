using PortfolioMargin.Loading;

namespace PortfolioMargin.Profiles;

/// <summary>The only place where the cmdlets touch the embedded exchange, which is loaded when it is first asked for.</summary>
internal static class SandboxBridge
{
    private static readonly Lazy<ISandboxFactory> Factory = new(() => PrivateAssemblies.Create<ISandboxFactory>("PortfolioMargin.Sandbox", "SandboxFactory"));

    /// <summary>A new exchange, and a profile for its demo account.</summary>
    /// <exception cref="InvalidParameterException">The text for faults cannot be read.</exception>
    internal static Profile MakeProfile(string name, Uri? baseUri, SandboxSettings settings)
    {
        ISandboxFactory factory = Factory.Value;
        HttpMessageHandler exchange = CreateExchange(factory, settings);
        ApiCredential credential = ClientBridge.FromSecret(factory.DemoApiKey, SecureText.From(factory.DemoSecret), new KeyReading(CancellationToken.None));
        return new Profile(name, CredentialSource.Sandbox, baseUri ?? factory.BaseUri, credential, exchange);
    }

    private static HttpMessageHandler CreateExchange(ISandboxFactory factory, SandboxSettings settings)
    {
        try
        {
            return factory.CreateExchange(settings.OrderCount, settings.WeightLimit, settings.Latency, settings.Faults);
        }
        catch (FormatException unreadable)
        {
            throw new InvalidParameterException(unreadable.Message);
        }
    }
}
