using System.Runtime.CompilerServices;

namespace PortfolioMargin.Client.Paging;

/// <summary>
/// Walks one window's list: pages side by side while it holds still, a chain of overlapping slices where it moved, and a closing check.
/// docs/walking.md has the argument why no order that stays listed is lost.
/// </summary>
internal sealed class ListWalk
{
    /// <summary>Overlapping slices that may be read to reach a page that is there already, before pages are asked for anew.</summary>
    private const int BridgeLength = 4;

    private readonly WalkContext _context;
    private readonly TimeWindow _window;
    private readonly RowRange _range;
    private readonly TotalsHeard _totals = new();
    private readonly TimeOrder _order = new();
    private readonly Chain _chain;

    /// <summary>Rows in a page as the exchange really serves them.</summary>
    private int _pageSize;

    private ulong _wanted;

    /// <summary>Places of the list that the rows read so far take up.</summary>
    private ulong _covered;

    /// <summary>The furthest place of the list that was read.</summary>
    private long _reached;

    /// <summary>Whether orders may arrive in the window during the walk.</summary>
    private bool _isOpen;

    /// <summary>Whether somewhere a page was taken to continue the one before because their totals agree.</summary>
    private bool _assumed;

    /// <summary>Whether somewhere a page held rows of the one before.</summary>
    private bool _overlapped;

    /// <summary>Prepares a walk.</summary>
    /// <param name="context">What all walks of one query share.</param>
    /// <param name="window">The window, the same for every request of the walk.</param>
    /// <param name="range">The rows wanted.</param>
    public ListWalk(WalkContext context, TimeWindow window, RowRange range)
    {
        _context = context;
        _window = window;
        _range = range;
        _pageSize = range.PageSize;
        _wanted = range.Take ?? ulong.MaxValue;
        _chain = NewChain(members: null);
    }

    /// <summary>Hands out the rows, page by page, in the list's order; rows that only the closing check finds come last.</summary>
    /// <param name="firstPage">The first page of the range, which the caller has read already.</param>
    /// <param name="cancellationToken">Ends the walk.</param>
    public async IAsyncEnumerable<IReadOnlyList<MarginForceOrder>> WalkAsync(
        ForceOrderPage firstPage, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        OrderIdentity[] head = [.. firstPage.Rows.Select(OrderIdentity.Of)];
        _isOpen = _context.IsOpen(_window, firstPage);
        AdoptPageSize(firstPage);
        _order.Observe(firstPage.Rows, continues: false);
        yield return Accept(SliceOf(_range.FirstPage), firstPage, _range.Drop);

        while (!_chain.AtEnd && _wanted > 0)
        {
            if (IsBlind)
            {
                yield return await StepAsync(_chain, totalNow: null, cancellationToken).ConfigureAwait(false);
                continue;
            }

            // One run of pages side by side; where a bridge had to leave it behind, a new one begins with the page that holds the chain's end.
            long number = (_chain.Next / _pageSize) + 1;
            var run = new ReadAhead<ForceOrderPage>(number, _context.ThrottleLimit, ReadPageAsync, cancellationToken);
            await using (run.ConfigureAwait(false))
            {
                for (bool connected = true; connected && !_chain.AtEnd && _wanted > 0 && !IsBlind; number++)
                {
                    ForceOrderPage page = await run.NextAsync(LastPageWanted()).ConfigureAwait(false);
                    Slice slice = SliceOf(number);
                    _totals.Hear(slice, page);
                    connected = Connects(slice, page);
                    for (int i = 0; !connected && i < BridgeLength && !_chain.AtEnd && _wanted > 0; i++)
                    {
                        yield return await StepAsync(_chain, i == 0 ? page.Total : null, cancellationToken).ConfigureAwait(false);
                        connected = _chain.Overlaps(page);
                    }

                    if (connected)
                    {
                        yield return Accept(slice, page, drop: 0);
                    }
                }
            }
        }

        if (_range.Take is null && _assumed)
        {
            await foreach (IReadOnlyList<MarginForceOrder> rows in CloseAsync(head, cancellationToken).ConfigureAwait(false))
            {
                yield return rows;
            }
        }

        RefuseShortList();
    }

    /// <summary>Asks for the first page once more; when that proves nothing, follows the list anew from there, slice by overlapping slice.</summary>
    private async IAsyncEnumerable<IReadOnlyList<MarginForceOrder>> CloseAsync(
        OrderIdentity[] head, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        ForceOrderPage again = await ReadPageAsync(_range.FirstPage, cancellationToken).ConfigureAwait(false);
        bool holds = ClosingCheck.Holds(head, again, _totals) && !(_order.IsOther && (_isOpen || _overlapped));
        Chain chain = NewChain(members: []);
        int drop = 0;
        if (!chain.FromHead)
        {
            // Rows that moved here from behind the skipped ones were skipped; the first known row tells where they end.
            drop = _context.Seen.FirstEvidence(again.Rows);
            if (drop < 0)
            {
                throw new IncompleteListException(
                    "The list of orders changed so much while it was read that the place of the first wanted row was lost. The orders handed out so far are right, but there may be more.");
            }
        }

        Slice slice = SliceOf(_range.FirstPage);
        _totals.Hear(slice, again);
        chain.Extend(slice, again);
        yield return Wanted(_context.Seen.TakeNew(again.Rows, drop));
        while (!holds && !chain.AtEnd)
        {
            yield return await StepAsync(chain, totalNow: null, cancellationToken).ConfigureAwait(false);
        }
    }

    private async Task<IReadOnlyList<MarginForceOrder>> StepAsync(Chain chain, ulong? totalNow, CancellationToken cancellationToken)
    {
        IReadOnlyList<MarginForceOrder> rows = await chain.StepAsync(totalNow, cancellationToken).ConfigureAwait(false);
        _covered += (ulong)rows.Count;
        EarnBudget(rows);
        return Wanted(rows);
    }

    /// <summary>
    /// Both new rows and new places of the list are needed: an exchange that serves one page for every number, or other rows each time,
    /// would else pay for its own endless walk.
    /// </summary>
    private void EarnBudget(IReadOnlyList<MarginForceOrder> newRows)
    {
        long newPlaces = _chain.Next - _reached;
        if (newPlaces > 0)
        {
            _reached = _chain.Next;
            _context.Budget.Earn(Math.Min(newRows.Count, newPlaces), _pageSize);
        }
    }

    /// <summary>A list whose total was the same in every answer has as many orders, or the exchange keeps some to itself.</summary>
    /// <exception cref="IncompleteListException">It has not.</exception>
    private void RefuseShortList()
    {
        bool isWhole = _range is { Take: null, FirstPage: 1, Drop: 0 };
        if (isWhole && !_totals.AreWrong && _totals.Largest is { } total && _totals.Smallest == total && _covered < total)
        {
            throw Chain.Contradiction(total, _covered);
        }
    }

    /// <summary>Whether there is no total to trust, so that only overlap can prove that nothing lies between two pages.</summary>
    private bool IsBlind => _range.Take is null && (_totals.AreWrong || _totals.Latest is null);

    private Chain NewChain(HashSet<OrderIdentity>? members) => new(_context, _window, _order, _totals)
    {
        LargestPage = _pageSize < _range.PageSize ? _pageSize : _context.LargestPage,
        FromHead = _range.FirstPage == 1 && _range.Drop == 0,
        Members = members,
    };

    private Slice SliceOf(long page) => new(page, _pageSize);

    private Task<ForceOrderPage> ReadPageAsync(long page, CancellationToken cancellationToken) =>
        _context.Source.ReadPageAsync(new PageRequest(_window, page, _pageSize), cancellationToken);

    /// <summary>A first page that is shorter or longer than asked for, though there are more rows, shows how long the exchange makes them.</summary>
    private void AdoptPageSize(ForceOrderPage firstPage)
    {
        int rows = firstPage.Rows.Count;
        if (_range.FirstPage == 1 && rows > 0 && rows != _pageSize && (ulong)rows < firstPage.Total)
        {
            _pageSize = rows;
            _chain.LargestPage = Math.Min(_chain.LargestPage, rows);
        }

        _totals.Hear(SliceOf(_range.FirstPage), firstPage);
    }

    /// <summary>Whether a page goes on where the chain ends: it shares a row with it, or begins at the next row of a list of the same length.</summary>
    private bool Connects(Slice slice, ForceOrderPage page)
    {
        if (_chain.Overlaps(page))
        {
            _overlapped = true;
            _order.Observe(page.Rows, continues: false);
            return true;
        }

        bool sameTotal = IsBlind ? page.Rows.Count == 0 : _totals.AreWrong || page.Total is null || _chain.Total is null || page.Total == _chain.Total;
        bool follows = slice.Offset == _chain.Next && sameTotal;
        _assumed |= follows && page.Rows.Count > 0;
        _order.Observe(page.Rows, continues: follows);
        return follows;
    }

    private IReadOnlyList<MarginForceOrder> Accept(Slice slice, ForceOrderPage page, int drop)
    {
        bool continues = slice.Offset == _chain.Next;
        _chain.Extend(slice, page);
        IReadOnlyList<MarginForceOrder> rows = _context.Seen.TakeNew(page.Rows, drop);
        _covered += (ulong)(continues ? page.Rows.Count : rows.Count);
        EarnBudget(rows);
        return Wanted(rows);
    }

    private IReadOnlyList<MarginForceOrder> Wanted(IReadOnlyList<MarginForceOrder> rows)
    {
        if ((ulong)rows.Count > _wanted)
        {
            rows = [.. rows.Take((int)_wanted)];
        }

        _wanted -= (ulong)rows.Count;
        return rows;
    }

    /// <summary>
    /// How far pages may be asked for before they are needed; without a total to trust, not at all. The last page of the list is one that
    /// is not full: a total that is a multiple of the page size may be the most the exchange counts to.
    /// </summary>
    private long LastPageWanted()
    {
        if (_totals.AreWrong || _totals.Latest is not { } total)
        {
            return 0;
        }

        ulong next = (ulong)_chain.Next;
        ulong size = (ulong)_pageSize;
        ulong end = _wanted < ulong.MaxValue - next ? next + _wanted : ulong.MaxValue;
        return (long)(end <= total ? (end + size - 1) / size : (total / size) + 1);
    }
}
