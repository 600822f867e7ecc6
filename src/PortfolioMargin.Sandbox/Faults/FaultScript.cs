namespace PortfolioMargin.Sandbox.Faults;

/// <summary>What goes wrong at which request. A script does not change: adding gives a new one.</summary>
public sealed class FaultScript
{
    private readonly IReadOnlyList<Entry> _entries;

    private FaultScript(IReadOnlyList<Entry> entries) => _entries = entries;

    /// <summary>Nothing goes wrong.</summary>
    public static FaultScript None { get; } = new([]);

    /// <summary>
    /// Reads a script such as <c>3:429/2 5-7:503 9:stall 4:arrive/7 1-:total/+3</c>: at request 3 (counted from 1) a 429 with
    /// <c>Retry-After: 2</c>, at requests 5 to 7 a 503, and so on; blanks, commas or semicolons between. Several faults at one request add up.
    /// </summary>
    /// <param name="text">The script; an empty one is <see cref="None"/>.</param>
    /// <exception cref="FormatException">The text is no script; the message names the item and lists the kinds.</exception>
    public static FaultScript Parse(string text) => FaultScriptParser.Parse(text);

    /// <summary>This script, and a fault at one request.</summary>
    /// <param name="request">The request's number, from 1.</param>
    /// <param name="fault">What happens.</param>
    public FaultScript At(int request, Fault fault) => Between(request, request, fault);

    /// <summary>This script, and a fault at each request from one on.</summary>
    /// <param name="first">The first request's number, from 1.</param>
    /// <param name="fault">What happens.</param>
    public FaultScript From(int first, Fault fault) => Between(first, int.MaxValue, fault);

    /// <summary>This script, and a fault at each of some requests.</summary>
    /// <param name="first">The first request's number, from 1.</param>
    /// <param name="last">The last request's number.</param>
    /// <param name="fault">What happens.</param>
    /// <exception cref="ArgumentOutOfRangeException">There is no such request.</exception>
    public FaultScript Between(int first, int last, Fault fault)
    {
        if (first < 1 || last < first)
        {
            throw new ArgumentOutOfRangeException(nameof(first), first, "Requests are counted from 1, and the first comes before the last.");
        }

        return new FaultScript([.. _entries, new Entry(first, last, fault)]);
    }

    internal IEnumerable<Fault> FaultsAt(int request)
    {
        foreach (Entry entry in _entries)
        {
            if (entry.First <= request && request <= entry.Last)
            {
                yield return entry.Fault;
            }
        }
    }

    private sealed record Entry(int First, int Last, Fault Fault);
}
