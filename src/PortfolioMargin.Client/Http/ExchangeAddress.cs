using System.Net;

namespace PortfolioMargin.Client.Http;

/// <summary>Which addresses a key may be sent to, and how they are written.</summary>
internal static class ExchangeAddress
{
    /// <summary>Refuses an address that would send the key unencrypted.</summary>
    /// <exception cref="InsecureBaseUriException">It is neither https nor http on loopback, or holds a user name.</exception>
    public static void EnsureSecure(Uri address)
    {
        Uri asked = address ?? throw new ArgumentNullException(nameof(address));
        if (!asked.IsAbsoluteUri || !IsSecure(asked))
        {
            string shown = asked.IsAbsoluteUri ? Origin(asked) : "(not an absolute address)";
            throw new InsecureBaseUriException(
                $"The base address {shown} is refused: a key is sent over https only, or over http to this machine itself (localhost, 127.0.0.1, ::1).");
        }

        if (asked.UserInfo.Length > 0)
        {
            throw new InsecureBaseUriException("The base address holds a user name or a password; it must be a plain address.");
        }
    }

    /// <summary>Refuses an address that has a part of the endpoint's path in it, as people copy it from the documentation.</summary>
    /// <exception cref="InvalidParameterException">It does.</exception>
    public static void EnsureWithoutEndpoint(Uri address)
    {
        if (address.AbsolutePath.Contains("/papi/"))
        {
            throw new InvalidParameterException($"The base address must end before /papi/v1: give {Origin(address)}.");
        }
    }

    /// <summary>
    /// Refuses a proxy on another machine for a base address of plain http: the key would travel in clear to the proxy, or be
    /// readable there. The message does not repeat the proxy's address, which may hold a password.
    /// </summary>
    /// <exception cref="InsecureBaseUriException">The base address is plain http, and the proxy is not on this machine.</exception>
    public static void EnsureSecureThrough(Uri proxy, Uri address)
    {
        if (address.Scheme == Uri.UriSchemeHttp && !IsLoopback(proxy))
        {
            throw new InsecureBaseUriException(
                $"The proxy (-Proxy) is refused for {Origin(address)}: a key is sent to another machine over https only, and this base address is plain http. Nothing was sent.");
        }
    }

    /// <summary>Refuses a host name that leads to another machine.</summary>
    /// <param name="host">The name, or an address.</param>
    /// <param name="resolve">Asks the platform where the name leads.</param>
    /// <exception cref="InsecureBaseUriException">It leads to another machine.</exception>
    public static void EnsureLeadsHere(string host, Func<string, IPAddress[]> resolve)
    {
        IPAddress[] elsewhere = [.. resolve(host).Where(address => !IPAddress.IsLoopback(address.IsIPv4MappedToIPv6 ? address.MapToIPv4() : address))];
        if (elsewhere.Length > 0)
        {
            throw new InsecureBaseUriException(
                $"{host} leads to {elsewhere[0]}, which is not this machine: a key is sent over plain http to this machine only. Nothing was sent.");
        }
    }

    /// <summary>Refuses a proxy of a kind that the platform does not speak to. The message does not repeat its address: it may hold a password.</summary>
    /// <exception cref="InvalidParameterException">It is such a proxy, or not an absolute address.</exception>
    public static void EnsureProxyUsable(Uri proxy)
    {
        if (!proxy.IsAbsoluteUri || Array.IndexOf(PlatformHttp.ProxySchemes, proxy.Scheme) < 0)
        {
            string schemes = string.Join(", ", PlatformHttp.ProxySchemes.Select(scheme => scheme + "://"));
            throw new InvalidParameterException($"The proxy's address (-Proxy) does not begin with what can be used here: {schemes}. Nothing was sent.");
        }
    }

    /// <summary>Whether the host is this machine: 127.0.0.0/8, ::1 or localhost.</summary>
    public static bool IsLoopback(Uri address) =>
        string.Equals(address.Host, "localhost", StringComparison.OrdinalIgnoreCase)
        || (IPAddress.TryParse(address.DnsSafeHost, out IPAddress? ip) && IPAddress.IsLoopback(ip));

    /// <summary>Scheme, host and port: what tells one exchange from another.</summary>
    public static string Origin(Uri address) => $"{address.Scheme}://{(address.IsDefaultPort ? address.Host : FormattableString.Invariant($"{address.Host}:{address.Port}"))}";

    /// <summary>The address without query, fragment and the last slash, for a path to be added.</summary>
    public static string Prefix(Uri address) => Origin(address) + address.AbsolutePath.TrimEnd('/');

    private static bool IsSecure(Uri address) =>
        address.Scheme == Uri.UriSchemeHttps || (address.Scheme == Uri.UriSchemeHttp && IsLoopback(address));
}
