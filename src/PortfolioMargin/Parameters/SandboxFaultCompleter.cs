using System.Collections;
using System.Management.Automation;
using System.Management.Automation.Language;

namespace PortfolioMargin.Parameters;

/// <summary>
/// Completes the last fault of a script for the sandbox, such as <c>'2:503 3-5:slow/200'</c>: a number of a request that was typed is kept,
/// else it is the first.
/// </summary>
public sealed class SandboxFaultCompleter : IArgumentCompleter
{
    private static readonly (string Word, string Meaning)[] Faults =
    [
        ("429/12", "too many requests, wait 12 seconds"),
        ("418/120", "banned for 120 seconds"),
        ("limit/60", "the limit is used up for 60 seconds"),
        ("ban/120", "banned from the second request after it on"),
        ("503", "not available"),
        ("204", "an answer without a body"),
        ("500", "a status"),
        ("-2015", "an error code of the exchange"),
        ("challenge", "a page of the firewall"),
        ("hang", "no answer at all"),
        ("slow/200", "an answer after 200 milliseconds"),
        ("reset", "the connection is reset"),
        ("close", "the connection is closed"),
        ("stall", "the body stops coming"),
        ("half", "half the body, then the end"),
        ("cut", "a body shorter than it says"),
        ("empty", "an empty body"),
        ("nojson", "a body that is not JSON"),
        ("html", "a page in place of JSON"),
        ("wrongtype", "JSON under another content type"),
        ("headers/64", "64 KiB of headers"),
        ("date/none", "no Date header"),
        ("clock/5", "a clock that is 5 seconds ahead"),
        ("arrive/3", "3 orders arrive"),
        ("expire/3", "3 orders leave the list"),
        ("relist/3", "3 orders come back"),
        ("update/3", "3 orders are updated"),
        ("sort/descending", "newest first"),
        ("filter/created", "windows go by the time of creation"),
        ("full/newest", "which rows a full answer has"),
        ("window/7d", "longer windows are cut"),
        ("reach/30d", "how far back a list without a start reaches"),
        ("history/90d", "how far back there is anything"),
        ("ends/start", "which ends of a window count"),
        ("cap/50", "the largest page"),
        ("short/10", "an answer that lacks 10 rows"),
        ("total/none", "no total"),
        ("field/side/missing", "a field is left out"),
    ];

    /// <summary>The scripts that go on from what has been typed.</summary>
    /// <param name="commandName">The command typed.</param>
    /// <param name="parameterName">The parameter to complete.</param>
    /// <param name="wordToComplete">What has been typed, maybe with its quotes.</param>
    /// <param name="commandAst">The command's syntax tree.</param>
    /// <param name="fakeBoundParameters">The parameters typed so far.</param>
    public IEnumerable<CompletionResult> CompleteArgument(
        string commandName,
        string parameterName,
        string wordToComplete,
        CommandAst commandAst,
        IDictionary fakeBoundParameters)
    {
        string typed = (wordToComplete ?? string.Empty).Trim('\'', '"');
        int lastStart = typed.LastIndexOf(' ') + 1;
        int colon = typed.IndexOf(':', lastStart);
        string kept = colon < 0 ? typed.Substring(0, lastStart) + "1:" : typed.Substring(0, colon + 1);
        string begun = colon < 0 ? typed.Substring(lastStart) : typed.Substring(colon + 1);
        return Faults
            .Where(fault => fault.Word.StartsWith(begun, StringComparison.OrdinalIgnoreCase))
            .Select(fault => new CompletionResult($"'{kept}{fault.Word}'", fault.Word, CompletionResultType.ParameterValue, fault.Meaning));
    }
}
