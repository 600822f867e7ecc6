namespace PortfolioMargin.Sandbox.Orders;

/// <summary>What an exchange does with a window that is longer than it serves.</summary>
public enum WindowClip
{
    /// <summary>It answers with an error.</summary>
    Refuse,

    /// <summary>It answers with no rows.</summary>
    Empty,

    /// <summary>It shows the newest part, and does not say so.</summary>
    Newest,

    /// <summary>It shows the oldest part, and does not say so.</summary>
    Oldest,
}

/// <summary>A longest window, or a farthest reach back, and what becomes of a request that goes beyond it.</summary>
/// <param name="Longest">The longest time.</param>
/// <param name="Clip">What becomes of a longer one.</param>
public sealed record WindowLimit(TimeSpan Longest, WindowClip Clip = WindowClip.Refuse)
{
    /// <summary>The code of a refusal. Default: -1127 for a window that is too long, -4166 for a start too long ago.</summary>
    public int? Code { get; init; }

    /// <summary>The words of a refusal. Default: those that belong to the code.</summary>
    public string? Words { get; init; }
}

/// <summary>A field of rows that is not what the documentation says.</summary>
/// <param name="Field">The field's name, for example <c>avgPrice</c>.</param>
/// <param name="Json">What is sent in place of its value, as JSON; <see langword="null"/> leaves the field out.</param>
/// <param name="EveryNthRow">1 for each row, 2 for every second one, and so on; the first row is always among them.</param>
public sealed record FieldChange(string Field, string? Json, int EveryNthRow = 1);

/// <summary>
/// What a response shows of a list, and what it says about it. The list's state (orders that arrive, expire, are updated) is one half of a
/// world, the view is the other: each works with every other. <see cref="SandboxOptions.View"/> holds for all requests, and
/// <see cref="Faults.Fault.Change"/> changes it for some. docs/sandbox.md says how they compose.
/// </summary>
public sealed record ResponseView
{
    /// <summary>In which order rows are listed (not documented, so every one must be coped with).</summary>
    public SortOrder SortOrder { get; init; }

    /// <summary>The longest window whose start is named. Default: none is too long.</summary>
    public WindowLimit? LongestWindow { get; init; }

    /// <summary>How far back an answer reaches when no start is named; <see cref="TimeSpan.MaxValue"/> for all. Default: all for margin, 7 days for UM and CM, as documented.</summary>
    public TimeSpan? Reach { get; init; }

    /// <summary>How old an order can be; <see cref="TimeSpan.MaxValue"/> for any age. Default: any age for margin, 90 days, and silence about older ones, for UM and CM.</summary>
    public WindowLimit? History { get; init; }

    /// <summary>Whether the first millisecond of a window belongs to it.</summary>
    public bool StartIncluded { get; init; } = true;

    /// <summary>Whether the last millisecond of a window belongs to it.</summary>
    public bool EndIncluded { get; init; } = true;

    /// <summary>Which time of an order a window is about.</summary>
    public TimeFilter FilteredBy { get; init; }

    /// <summary>Which rows a full answer of a list without pages shows.</summary>
    public RowSelection FullAnswer { get; init; }

    /// <summary>The most rows a response has, whatever is asked for. Several: nodes behind one name; which of them answers is random. Default: as documented.</summary>
    public IReadOnlyList<int> SizeCaps { get; init; } = [];

    /// <summary>Only so many rows of the page are sent; the others are on no page.</summary>
    public int RowCap { get; init; } = int.MaxValue;

    /// <summary>What a response says of its total, from the true one; <see langword="null"/> leaves it out. Margin only: the other lists tell no total.</summary>
    public Func<long, long?> Total { get; init; } = total => total;

    /// <summary>Whether the total is text: <c>"total":"347"</c>.</summary>
    public bool TotalIsText { get; init; }

    /// <summary>A total is told again this many times before it is counted anew, as from a cache; for each window apart.</summary>
    public int TotalRefreshedEvery { get; init; } = 1;

    /// <summary>Fields that are not as documented; a later one comes before an earlier one of the same field.</summary>
    public IReadOnlyList<FieldChange> Fields { get; init; } = [];

    /// <summary>Adds <c>isIsolated</c> to each margin row, a field that the page does not document (the sister endpoint sends it).</summary>
    public bool UndocumentedField { get; init; } = true;

    /// <summary>This view, which says something else of what it said of the total so far.</summary>
    /// <param name="change">Makes the new total from the old one; <see langword="null"/> leaves it out.</param>
    public ResponseView WithTotal(Func<long, long?> change) =>
        this with { Total = truth => Total(truth) is { } total ? change(total) : null };

    /// <summary>The cap of the node that answers; the largest number when there is none.</summary>
    internal int SizeCapOf(ulong draw) => SizeCaps.Count == 0 ? int.MaxValue : SizeCaps[(int)(SplitMix64.Mix(draw + 1) % (ulong)SizeCaps.Count)];
}
