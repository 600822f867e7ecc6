using System.Text;
using static System.FormattableString;

namespace PortfolioMargin.Cmdlets;

/// <summary>The lines that <c>-Verbose</c> shows. They hold no secret, key, signature or query string: the reports have none.</summary>
internal static class VerboseLines
{
    /// <summary>One attempt at one page.</summary>
    internal static string For(RequestReport request)
    {
        StringBuilder line = new("GET ");
        line.Append(request.Path).Append(Invariant($" page {request.Page}"));
        if (request.PageCount is { } pages)
        {
            line.Append(Invariant($" of {pages}"));
        }

        line.Append(": ").Append(Outcome(request)).Append(Invariant($" in {request.Elapsed.TotalMilliseconds:F0} ms"));
        if (request.UsedWeight is { } weight)
        {
            line.Append(Invariant($", weight {weight} of {request.WeightLimit}"));
        }

        return line.Append(Invariant($", attempt {request.Attempt} of {request.MaximumAttempts}")).ToString();
    }

    /// <summary>One wait.</summary>
    internal static string For(WaitReport wait) =>
        Invariant($"Waiting {wait.Delay.TotalSeconds:0.###} s, until {wait.Until.UtcDateTime:yyyy-MM-dd HH:mm:ss} UTC: {wait.Reason}");

    private static string Outcome(RequestReport request) => request.Rows switch
    {
        null => "failed (" + request.Failure + ")",
        1 => "1 row",
        { } rows => Invariant($"{rows} rows"),
    };
}
