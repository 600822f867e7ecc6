using System.Net;
using System.Net.Security;
using System.Net.Sockets;
using PortfolioMargin.Client.RateLimiting;

namespace PortfolioMargin.Client.Http;

/// <summary>What requests must have in common to share connections.</summary>
/// <param name="Origin">Scheme, host and port.</param>
/// <param name="Proxy">The proxy to go through, or <see langword="null"/> for the system's.</param>
/// <param name="ProxyCredential">What the proxy asks for.</param>
/// <param name="Direct">Whether no proxy is used, not even the system's.</param>
internal sealed record ConnectionSettings(string Origin, Uri? Proxy, ProxyIdentity ProxyCredential, bool Direct)
{
    /// <summary>How long one attempt to connect may go on, also when nobody waits for it any more.</summary>
    public static readonly TimeSpan ConnectTimeout = TimeSpan.FromSeconds(60);

    /// <summary>How long a connection is used before a new one is made, so that a change of the name's address is noticed.</summary>
    public static readonly TimeSpan ConnectionLifetime = TimeSpan.FromMinutes(10);

    /// <summary>How long a connection may be idle before it is closed.</summary>
    public static readonly TimeSpan IdleLifetime = ConcurrencyLimit.ConnectionIsOpenFor + TimeSpan.FromSeconds(10);

    /// <summary>How soon and how long a connection with requests in flight is asked whether it is alive.</summary>
    public static readonly TimeSpan KeepAlive = TimeSpan.FromSeconds(10);

    /// <summary>Reads the settings from a client's options. What is on this machine is reached directly, unless a proxy is named.</summary>
    public static ConnectionSettings Of(ClientOptions options) => new(
        ExchangeAddress.Origin(options.BaseUri),
        options.Proxy,
        new ProxyIdentity(options.ProxyCredential),
        Direct: options.Proxy is null && ExchangeAddress.IsLoopback(options.BaseUri));

    /// <summary>
    /// Which proxy a client's requests go through, for people, and who named it; <see langword="null"/> when they go through none, as on the
    /// way to the embedded exchange.
    /// </summary>
    public static string? DescribeProxy(ClientOptions options) => options switch
    {
        { Exchange: not null } => null,
        { Proxy: { } named } => ExchangeAddress.Origin(named) + " (-Proxy)",
        _ when !Of(options).Direct && PlatformHttp.SystemProxyFor(options.BaseUri) is { } systems => ExchangeAddress.Origin(systems) + " (named by this system)",
        _ => null,
    };

    /// <summary>
    /// Refuses plain http to a name that does not lead to this machine: a hosts file can send even <c>localhost</c> elsewhere.
    /// Only plain http is looked at; elsewhere TLS proves who answers.
    /// </summary>
    /// <exception cref="InsecureBaseUriException">The name leads to another machine.</exception>
    public void EnsureSecure()
    {
        var address = new Uri(Origin);
        if (address.Scheme == Uri.UriSchemeHttps)
        {
            return;
        }

        foreach (string host in new[] { address.DnsSafeHost, Proxy?.DnsSafeHost ?? address.DnsSafeHost }.Distinct())
        {
            ExchangeAddress.EnsureLeadsHere(host, Resolve);
        }
    }

    /// <summary>Where the platform says that a name leads: nowhere when it cannot tell, and then no connection comes about either.</summary>
    private static IPAddress[] Resolve(string host)
    {
        try
        {
            return Dns.GetHostAddresses(host);
        }
        catch (SocketException)
        {
            return [];
        }
    }

    /// <summary>The proxy named by the user, or <see langword="null"/> for the system's.</summary>
    public IWebProxy? ExplicitProxy => Proxy is null ? null : new NamedProxy(Proxy) { Credentials = ProxyCredential.Credentials };
}

/// <summary>Proxy credentials, equal when they would log in as the same user: PowerShell makes a new object for each call.</summary>
internal readonly struct ProxyIdentity(ICredentials? credentials) : IEquatable<ProxyIdentity>
{
    /// <summary>The credentials.</summary>
    public ICredentials? Credentials => credentials;

    public bool Equals(ProxyIdentity other) =>
        ReferenceEquals(credentials, other.Credentials)
        || (credentials is NetworkCredential mine && other.Credentials is NetworkCredential theirs
            && mine.UserName == theirs.UserName && mine.Domain == theirs.Domain && mine.Password == theirs.Password);

    public override bool Equals(object? obj) => obj is ProxyIdentity other && Equals(other);

    public override int GetHashCode() =>
        credentials is NetworkCredential { UserName: { } name } ? StringComparer.Ordinal.GetHashCode(name) : 0;
}

/// <summary>The proxy a user named: used for every address, loopback too, on every framework alike.</summary>
internal sealed class NamedProxy(Uri address) : IWebProxy
{
    public ICredentials? Credentials { get; set; }

    public Uri GetProxy(Uri destination) => address;

    public bool IsBypassed(Uri host) => false;
}

/// <summary>Stands in for the check of a server's certificate. Only tests have one.</summary>
internal sealed class CertificateTrust(RemoteCertificateValidationCallback validate)
{
    /// <summary>The check.</summary>
    public RemoteCertificateValidationCallback Validate => validate;
}
