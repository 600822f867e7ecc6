using PortfolioMargin.Sandbox.Orders;

namespace PortfolioMargin.Sandbox.Faults;

/// <summary>What goes wrong, or changes, at which request. A script does not change: adding gives a new one.</summary>
public sealed class FaultScript
{
    private readonly IReadOnlyList<Entry> _entries;

    private FaultScript(IReadOnlyList<Entry> entries) => _entries = entries;

    /// <summary>Nothing goes wrong.</summary>
    public static FaultScript None { get; } = new([]);

    /// <summary>How each word of a script is written, for example <c>429[/SECONDS or /@SECONDS for a date]</c>.</summary>
    public static IReadOnlyList<string> Usages => FaultWords.Usages;

    /// <summary>
    /// Reads a script such as <c>3:429/2 5-7:503 9:stall 4:arrive/7 1-@um:window/7d/empty</c>: at request 3 (counted from 1) a 429 with
    /// <c>Retry-After: 2</c>, at requests 5 to 7 a 503, and so on; with <c>@margin</c>, <c>@um</c> or <c>@cm</c>, only requests for that list
    /// count. Blanks, commas or semicolons stand between. Several faults at one request add up. docs/sandbox.md lists the words.
    /// </summary>
    /// <param name="text">The script; an empty one is <see cref="None"/>.</param>
    /// <exception cref="FormatException">The text is no script; the message names the item and lists the words.</exception>
    public static FaultScript Parse(string text) => FaultScriptParser.Parse(text);

    /// <summary>This script, and a fault at one request.</summary>
    /// <param name="request">The request's number, from 1.</param>
    /// <param name="fault">What happens.</param>
    public FaultScript At(int request, Fault fault) => Between(request, request, fault);

    /// <summary>This script, and a fault at each request from one on.</summary>
    /// <param name="first">The first request's number, from 1.</param>
    /// <param name="fault">What happens.</param>
    /// <param name="market">Only requests for this list count.</param>
    public FaultScript From(int first, Fault fault, SandboxMarket? market = null) => Between(first, int.MaxValue, fault, market);

    /// <summary>This script, and a fault at each of some requests.</summary>
    /// <param name="first">The first request's number, from 1.</param>
    /// <param name="last">The last request's number.</param>
    /// <param name="fault">What happens.</param>
    /// <param name="market">Only requests for this list count.</param>
    /// <exception cref="ArgumentOutOfRangeException">There is no such request.</exception>
    public FaultScript Between(int first, int last, Fault fault, SandboxMarket? market = null)
    {
        if (first < 1 || last < first)
        {
            throw new ArgumentOutOfRangeException(nameof(first), first, "Requests are counted from 1, and the first comes before the last.");
        }

        return new FaultScript([.. _entries, new Entry(first, last, market, fault)]);
    }

    /// <summary>The faults at a request, in the order in which they were added.</summary>
    /// <param name="request">The request's number.</param>
    /// <param name="market">The list that is asked for.</param>
    /// <param name="requestToMarket">The request's number among those for this list.</param>
    internal IEnumerable<Fault> FaultsAt(int request, SandboxMarket? market = null, int requestToMarket = 0)
    {
        foreach (Entry entry in _entries)
        {
            int number = entry.Market is null ? request : entry.Market == market ? requestToMarket : 0;
            if (entry.First <= number && number <= entry.Last)
            {
                yield return entry.Fault;
            }
        }
    }

    private sealed record Entry(int First, int Last, SandboxMarket? Market, Fault Fault);
}
