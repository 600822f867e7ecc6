using System.Diagnostics.CodeAnalysis;
using System.Net.Sockets;

namespace PortfolioMargin.Sandbox.Http;

/// <summary>How a body goes wrong.</summary>
/// <param name="AfterBytes">How many bytes arrive.</param>
/// <param name="Stalls">Nothing follows, and the body does not end: only a cancellation ends it. Otherwise the connection is reset.</param>
internal sealed record BodyBreak(int AfterBytes, bool Stalls);

/// <summary>A body that goes wrong after some bytes.</summary>
[SuppressMessage("Performance", "CA1844:Provide memory-based overrides of async methods", Justification = ".NET Framework has no such overload, and a broken body need not be fast.")]
internal sealed class FaultyBodyStream : Stream
{
    private readonly byte[] _body;
    private readonly BodyBreak _break;
    private readonly Action _closed;
    private readonly TaskCompletionSource<int> _ended = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly CancellationTokenRegistration _requestCancelled;
    private int _position;
    private int _disposed;

    /// <param name="body">The whole body.</param>
    /// <param name="bodyBreak">How it goes wrong.</param>
    /// <param name="closed">Called once, when the stream is disposed of.</param>
    /// <param name="requestCancelled">The token of the request: a client that buffers the body has no other way to end a stall on .NET Framework.</param>
    public FaultyBodyStream(byte[] body, BodyBreak bodyBreak, Action closed, CancellationToken requestCancelled)
    {
        _body = body;
        _break = bodyBreak;
        _closed = closed;
        _requestCancelled = requestCancelled.Register(() => _ended.TrySetCanceled(requestCancelled));
    }

    public override bool CanRead => true;

    public override bool CanSeek => false;

    public override bool CanWrite => false;

    public override long Length => throw new NotSupportedException();

    public override long Position
    {
        get => _position;
        set => throw new NotSupportedException();
    }

    public override int Read(byte[] buffer, int offset, int count) => ReadAsync(buffer, offset, count, CancellationToken.None).GetAwaiter().GetResult();

    public override async Task<int> ReadAsync(byte[] buffer, int offset, int count, CancellationToken cancellationToken)
    {
        cancellationToken.ThrowIfCancellationRequested();
        int left = Math.Min(count, _break.AfterBytes - _position);
        if (left > 0)
        {
            Array.Copy(_body, _position, buffer, offset, left);
            _position += left;
            return left;
        }

        if (!_break.Stalls)
        {
            throw ConnectionReset();
        }

        var cancelled = new TaskCompletionSource<int>(TaskCreationOptions.RunContinuationsAsynchronously);
        using (cancellationToken.Register(() => cancelled.TrySetCanceled(cancellationToken)))
        {
            Task<int> first = await Task.WhenAny(cancelled.Task, _ended.Task).ConfigureAwait(false);
            return await first.ConfigureAwait(false);
        }
    }

    /// <summary>What a socket says when the other side resets the connection.</summary>
    public static IOException ConnectionReset()
    {
        var inner = new SocketException((int)SocketError.ConnectionReset);
        return new IOException("Unable to read data from the transport connection: " + inner.Message, inner);
    }

    public override void Flush()
    {
    }

    public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException();

    public override void SetLength(long value) => throw new NotSupportedException();

    public override void Write(byte[] buffer, int offset, int count) => throw new NotSupportedException();

    protected override void Dispose(bool disposing)
    {
        if (disposing && Interlocked.Exchange(ref _disposed, 1) == 0)
        {
            _requestCancelled.Dispose();
            _ended.TrySetException(new ObjectDisposedException(nameof(FaultyBodyStream)));
            _ = _ended.Task.Exception; // Observe the exception, so that it is not reported as unobserved: usually nobody reads any more.
            _closed();
        }

        base.Dispose(disposing);
    }
}
