using System.Net;
using PortfolioMargin.Client.RateLimiting;

namespace PortfolioMargin.Client.Http;

/// <summary>
/// One connection, between the HTTP handler and TLS. It closes the gap in which a signed request waits inside the handler for a
/// connection: the handler gives it the next one that is free, also one that has just brought a 429 or a ban.
/// </summary>
/// <remarks>
/// HTTP/1.1: the status is read off each response before the handler sees it, and no request is written while requests are
/// stopped. HTTP/2: the server's limit of streams is read, so that no request has to wait for a stream. One reader and one
/// writer at a time, as the handler does it.
/// </remarks>
internal sealed class WatchedStream(Stream inner, Version version, RateLimiter rateLimiter) : Stream
{
    private readonly bool _isHttp2 = version >= HttpVersion.Version20;
    private readonly Http2SettingsReader _settings = new(rateLimiter.ObserveStreamLimit);
    private StatusReader _status;

    public override bool CanRead => true;

    public override bool CanWrite => true;

    public override bool CanSeek => false;

    public override long Length => throw new NotSupportedException();

    public override long Position { get => throw new NotSupportedException(); set => throw new NotSupportedException(); }

    public override async ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default)
    {
        int count = await inner.ReadAsync(buffer, cancellationToken).ConfigureAwait(false);
        Observe(buffer.Span[..count]);
        return count;
    }

    public override Task<int> ReadAsync(byte[] buffer, int offset, int count, CancellationToken cancellationToken) =>
        ReadAsync(buffer.AsMemory(offset, count), cancellationToken).AsTask();

    public override int Read(byte[] buffer, int offset, int count)
    {
        int read = inner.Read(buffer, offset, count);
        Observe(buffer.AsSpan(offset, read));
        return read;
    }

    /// <exception cref="RequestStoppedException">The exchange has stopped all requests.</exception>
    public override ValueTask WriteAsync(ReadOnlyMemory<byte> buffer, CancellationToken cancellationToken = default)
    {
        BeforeWrite();
        return inner.WriteAsync(buffer, cancellationToken);
    }

    public override Task WriteAsync(byte[] buffer, int offset, int count, CancellationToken cancellationToken) =>
        WriteAsync(buffer.AsMemory(offset, count), cancellationToken).AsTask();

    public override void Write(byte[] buffer, int offset, int count)
    {
        BeforeWrite();
        inner.Write(buffer, offset, count);
    }

    public override Task FlushAsync(CancellationToken cancellationToken) => inner.FlushAsync(cancellationToken);

    public override void Flush() => inner.Flush();

    public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException();

    public override void SetLength(long value) => throw new NotSupportedException();

    protected override void Dispose(bool disposing)
    {
        if (disposing)
        {
            inner.Dispose();
        }

        base.Dispose(disposing);
    }

    private void Observe(ReadOnlySpan<byte> bytes)
    {
        if (_isHttp2)
        {
            _settings.Read(bytes);
        }
        else if (_status.Read(bytes) is 418 or 429)
        {
            rateLimiter.Suspend();
        }
    }

    private void BeforeWrite()
    {
        if (_isHttp2)
        {
            return;
        }

        if (rateLimiter.IsStopped)
        {
            throw new RequestStoppedException();
        }

        _status = default;
    }

    /// <summary>Reads the status out of the first twelve bytes of a response: <c>HTTP/1.1 418</c>.</summary>
    private struct StatusReader
    {
        private const int Length = 12;
        private const int FirstDigit = 9;

        private int _count;
        private int _status;

        /// <summary>Reads on. Returns the status once, when its last digit is there.</summary>
        public int? Read(ReadOnlySpan<byte> bytes)
        {
            foreach (byte value in bytes[..Math.Min(bytes.Length, Length - _count)])
            {
                _status = _count >= FirstDigit ? (_status * 10) + (value - '0') : 0;
                if (++_count == Length)
                {
                    return _status;
                }
            }

            return null;
        }
    }
}
