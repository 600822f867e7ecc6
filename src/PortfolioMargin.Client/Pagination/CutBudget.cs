using PortfolioMargin.Client.Endpoints;
using PortfolioMargin.Client.Json;

namespace PortfolioMargin.Client.Pagination;

/// <summary>
/// Bounds the requests of one read whose responses do not prove themselves. Rows that were not shown before earn more of them: cutting a
/// window brings some. An exchange that shows the same rows however a window is cut, or totals that never fit, uses the budget up.
/// </summary>
/// <typeparam name="TRow">What a row is.</typeparam>
internal sealed class CutBudget<TRow>(Endpoint<TRow> endpoint)
{
    private const long Base = 256;

    // Of reads side by side, so under a lock.
    private readonly HashSet<RowKey> _shown = [];
    private long _spent;

    /// <summary>A response did not prove itself.</summary>
    /// <exception cref="IncompleteListException">That was one too many.</exception>
    public void Spend(Page<TRow> page)
    {
        lock (_shown)
        {
            foreach (TRow row in page.Rows)
            {
                _shown.Add(endpoint.KeyOf(row));
            }

            if (++_spent <= Base + _shown.Count)
            {
                return;
            }
        }

        string claim = Snapshot.ContradictsTotal(page)
            ? FormattableString.Invariant($"says that a window has {page.Total} orders but lists only {page.Rows.Count}")
            : "lists the same orders";
        throw new IncompleteListException(
            $"The exchange {claim}, however the window is cut. The orders returned so far are right, but there may be more.");
    }
}
