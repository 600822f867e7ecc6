namespace PortfolioMargin.Client.Pagination;

/// <summary>
/// Reads the parts of a window side by side and returns their rows in order: a part's rows as soon as it, and every part before it, is
/// known to be whole. A part that must be cut is replaced by what it is cut into.
/// </summary>
/// <typeparam name="TRow">What a row is.</typeparam>
internal sealed class PartScheduler<TRow> : IAsyncDisposable
{
    private readonly PartReader<TRow> _reader;
    private readonly LinkedList<Entry> _entries = new();
    private readonly IEnumerator<WindowPart> _unread;
    private readonly bool _newestFirst;
    private readonly CancellationTokenSource _stop;
    private bool _hasUnread;
    private bool _hasFailed;
    private int _open;

    /// <summary>Prepares a read; nothing is sent yet.</summary>
    /// <param name="reader">Reads one part.</param>
    /// <param name="parts">The parts, in the order they are to be returned in; taken as they are needed.</param>
    /// <param name="newestFirst">Whether a later part comes before an earlier one.</param>
    /// <param name="cancellationToken">Ends what is in flight.</param>
    public PartScheduler(PartReader<TRow> reader, IEnumerable<WindowPart> parts, bool newestFirst, CancellationToken cancellationToken)
    {
        _reader = reader;
        _unread = parts.GetEnumerator();
        _hasUnread = _unread.MoveNext();
        _newestFirst = newestFirst;
        _stop = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
    }

    /// <summary>Parts that are read, or wait for their turn to be returned, at most: what memory holds.</summary>
    public int Limit { get; set; } = 1;

    /// <summary>The part returned last.</summary>
    public WindowPart? Current { get; private set; }

    /// <summary>The rows of the next part, or <see langword="null"/> after the last.</summary>
    public async Task<IReadOnlyList<TRow>?> NextAsync()
    {
        while (true)
        {
            StartReads();
            if (_entries.First is not { } first)
            {
                return null;
            }

            await WaitForOneAsync(first).ConfigureAwait(false);
            for (LinkedListNode<Entry>? node = _entries.First; node is not null;)
            {
                LinkedListNode<Entry>? next = node.Next;
                await TakeAsync(node).ConfigureAwait(false);
                node = next;
            }

            if (_entries.First is { Value.Rows: { } rows } ready)
            {
                _entries.RemoveFirst();
                _open--;
                Current = ready.Value.Part;
                return rows;
            }
        }
    }

    /// <summary>Ends what is in flight, and waits until it has ended.</summary>
    public ValueTask DisposeAsync()
    {
        _unread.Dispose();
        return Reads.StopAsync(_stop, _entries.Select(entry => entry.Read).OfType<Task>());
    }

    /// <summary>Starts reads in order, as far as the limit goes. The first part is always read, whatever else is held.</summary>
    private void StartReads()
    {
        for (LinkedListNode<Entry>? node = _entries.First; node is not null; node = node.Next)
        {
            if (node.Value is { Read: null, Rows: null } && ((_open < Limit && !_hasFailed) || node == _entries.First))
            {
                Start(node.Value);
            }
        }

        while (_hasUnread && !_hasFailed && (_open < Limit || _entries.First is null))
        {
            Start(_entries.AddLast(new Entry(_unread.Current)).Value);
            _hasUnread = _unread.MoveNext();
        }
    }

    private void Start(Entry entry)
    {
        _open++;
        entry.Read = _reader.ReadAsync(entry.Part, _stop.Token);
    }

    /// <summary>Waits until some read has ended, unless the first part is ready.</summary>
    private async Task WaitForOneAsync(LinkedListNode<Entry> first)
    {
        // The first part's read stays in the list, though it may end meanwhile: there is always something to wait for.
        if (first.Value.Read is { IsCompleted: false } read)
        {
            await Task.WhenAny([read, .. _entries.Select(entry => entry.Read).OfType<Task>().Where(other => !other.IsCompleted)]).ConfigureAwait(false);
        }
    }

    /// <summary>Takes the result of a read that has ended.</summary>
    private async Task TakeAsync(LinkedListNode<Entry> node)
    {
        if (node.Value.Read is not { IsCompleted: true } read)
        {
            return;
        }

        node.Value.Read = null;
        PartResult<TRow> result;
        try
        {
            result = await read.ConfigureAwait(false);
        }
        catch
        {
            // The failure of a later part is not told before what comes first; but nothing more is read.
            if (node != _entries.First)
            {
                node.Value.Read = read;
                _hasFailed = true;
                return;
            }

            throw;
        }

        if (result.Rows is not null)
        {
            node.Value.Rows = result.Rows;
            return;
        }

        _open--;
        foreach (WindowPart part in _newestFirst ? result.Parts.Reverse() : result.Parts)
        {
            _entries.AddBefore(node, new Entry(part));
        }

        _entries.Remove(node);
    }

    private sealed class Entry(WindowPart part)
    {
        public WindowPart Part => part;

        public Task<PartResult<TRow>>? Read { get; set; }

        public IReadOnlyList<TRow>? Rows { get; set; }
    }
}
