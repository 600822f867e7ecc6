using Microsoft.AspNetCore.Connections;

namespace PortfolioMargin.Server;

/// <summary>Counts connections and handshakes.</summary>
internal sealed class ConnectionCounter
{
    private int _opened;
    private int _open;
    private int _handshakes;

    public int Opened => Volatile.Read(ref _opened);

    public int Open => Volatile.Read(ref _open);

    public int Handshakes => Volatile.Read(ref _handshakes);

    public void CountHandshake() => Interlocked.Increment(ref _handshakes);

    public ConnectionDelegate Count(ConnectionDelegate next) => async connection =>
    {
        Interlocked.Increment(ref _opened);
        Interlocked.Increment(ref _open);
        try
        {
            await next(connection);
        }
        finally
        {
            Interlocked.Decrement(ref _open);
        }
    };
}
