using System.Net;
using System.Net.Sockets;

namespace PortfolioMargin.TestSupport;

/// <summary>What nobody uses at the moment.</summary>
internal static class Unused
{
    /// <summary>An address on this machine at which nobody listens: of a port that was free a moment ago.</summary>
    public static Uri Address()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        return new Uri($"http://127.0.0.1:{((IPEndPoint)listener.LocalEndpoint).Port}/");
    }
}
