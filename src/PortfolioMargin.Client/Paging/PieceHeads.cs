namespace PortfolioMargin.Client.Paging;

/// <summary>The first pages of a window's pieces: read ahead in the direction of travel, each only once, and kept until it is forgotten.</summary>
internal sealed class PieceHeads : IAsyncDisposable
{
    private readonly Task<ForceOrderPage>?[] _reads;
    private readonly int _depth;
    private readonly Func<int, CancellationToken, Task<ForceOrderPage>> _read;
    private readonly CancellationTokenSource _stop;

    /// <summary>Prepares the reads; nothing starts yet.</summary>
    /// <param name="pieces">How many pieces there are.</param>
    /// <param name="first">The first page of piece 0, which has been read already.</param>
    /// <param name="depth">How many pieces are looked ahead.</param>
    /// <param name="read">Reads the first page of a piece.</param>
    /// <param name="cancellationToken">Ends what is in flight.</param>
    public PieceHeads(
        int pieces, ForceOrderPage first, int depth, Func<int, CancellationToken, Task<ForceOrderPage>> read, CancellationToken cancellationToken)
    {
        _reads = new Task<ForceOrderPage>?[pieces];
        _reads[0] = Task.FromResult(first);
        _depth = depth;
        _read = read;
        _stop = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
    }

    /// <summary>The first page of a piece; those that follow in the direction of <paramref name="step"/> are started meanwhile.</summary>
    public Task<ForceOrderPage> ReadAsync(int piece, int step)
    {
        for (int ahead = 0, i = piece; ahead < _depth && i >= 0 && i < _reads.Length; ahead++, i += step)
        {
            _reads[i] ??= _read(i, _stop.Token);
        }

        return _reads[piece]!;
    }

    /// <summary>Lets a page go whose turn is over.</summary>
    public void Forget(int piece) => _reads[piece] = null;

    /// <summary>Ends what is in flight, and waits until it has ended.</summary>
    public ValueTask DisposeAsync() => Reads.StopAsync(_stop, _reads.OfType<Task>());
}
