namespace PortfolioMargin.Client.Http;

/// <summary>Which proxies can be gone through.</summary>
internal static class ProxyAddress
{
    /// <summary>Refuses an address of a kind that the platform does not speak to. The message does not repeat it: it may hold a password.</summary>
    /// <exception cref="InvalidParameterException">It is such an address, or not an absolute one.</exception>
    public static void EnsureSupported(Uri address)
    {
        if (!address.IsAbsoluteUri || Array.IndexOf(PlatformHttp.ProxySchemes, address.Scheme) < 0)
        {
            string schemes = string.Join(", ", PlatformHttp.ProxySchemes.Select(scheme => scheme + "://"));
            throw new InvalidParameterException($"The proxy's address (-Proxy) does not begin with what can be used here: {schemes}. Nothing was sent.");
        }
    }
}
