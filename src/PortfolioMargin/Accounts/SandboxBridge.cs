using PortfolioMargin.Sandbox;
using PortfolioMargin.Sandbox.Faults;

namespace PortfolioMargin.Accounts;

/// <summary>The only place where the cmdlets touch the embedded exchange, which is loaded when it is first asked for.</summary>
internal static class SandboxBridge
{
    /// <summary>A new exchange, and a profile for its demo account.</summary>
    /// <exception cref="InvalidParameterException">The text for faults cannot be read.</exception>
    internal static Profile MakeProfile(string name, Uri? baseUri, SandboxSettings settings)
    {
        var exchange = new SandboxExchange(new SandboxOptions
        {
            OrderCount = settings.OrderCount ?? SandboxOptions.DefaultOrderCount,
            WeightLimit = settings.WeightLimit ?? SandboxOptions.DefaultWeightLimit,
            Latency = settings.Latency,
            Faults = ReadFaults(settings.Faults),
        });
        ApiCredential credential = ClientBridge.FromSecret(SandboxAccount.DemoApiKey, SecureText.From(SandboxAccount.DemoSecret));
        return new Profile(name, CredentialSource.Sandbox, baseUri ?? SandboxExchange.BaseUri, credential, exchange);
    }

    private static FaultScript ReadFaults(string? text)
    {
        try
        {
            return FaultScript.Parse(text ?? string.Empty);
        }
        catch (FormatException unreadable)
        {
            throw new InvalidParameterException(unreadable.Message);
        }
    }
}
