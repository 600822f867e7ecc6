using System.Globalization;
using System.Text;
using static System.FormattableString;

namespace PortfolioMargin.Cmdlets;

/// <summary>The lines that <c>-Verbose</c> shows. They hold no secret, key, signature or query string: the reports have none.</summary>
internal static class VerboseLines
{
    /// <summary>One attempt at one page.</summary>
    /// <param name="request">The attempt.</param>
    /// <param name="profile">The profile, where there may be several.</param>
    internal static string For(RequestReport request, string? profile)
    {
        StringBuilder line = new("GET ");
        line.Append(request.Path);
        if (request.Page is { } page)
        {
            line.Append(Invariant($" page {page}"));
        }

        if (request.PageCount is { } pages)
        {
            line.Append(Invariant($" of {pages}"));
        }

        if ((request.WindowStart ?? request.WindowEnd) is not null)
        {
            line.Append(Invariant($" from {Moment(request.WindowStart, "the beginning")} to {Moment(request.WindowEnd, "now")}"));
        }

        line.Append(": ").Append(Outcome(request)).Append(Invariant($" in {request.Elapsed.TotalMilliseconds:F0} ms"));
        if (request.UsedWeight is { } weight)
        {
            line.Append(Invariant($", weight {weight} of {request.WeightLimit}"));
        }

        return line.Append(Invariant($", attempt {request.Attempt} of {request.MaximumAttempts}")).Append(Of(profile)).ToString();
    }

    /// <summary>One wait.</summary>
    /// <param name="wait">The wait.</param>
    /// <param name="profile">The profile, where there may be several.</param>
    internal static string For(WaitReport wait, string? profile = null) =>
        Invariant($"Waiting {wait.Delay.TotalSeconds:0.###} s, until {wait.Until.UtcDateTime:yyyy-MM-dd HH:mm:ss} UTC: {wait.Reason}{Of(profile)}");

    /// <summary>Anything else the client says.</summary>
    /// <param name="message">What it says.</param>
    /// <param name="profile">The profile, where there may be several.</param>
    internal static string For(string message, string? profile) => profile is null ? message : $"Profile '{profile}': {message}";

    private static string Moment(DateTimeOffset? moment, string none) =>
        moment is { } known ? known.UtcDateTime.ToString("yyyy-MM-dd'T'HH:mm:ss'Z'", CultureInfo.InvariantCulture) : none;

    private static string Of(string? profile) => profile is null ? "" : $", profile '{profile}'";

    private static string Outcome(RequestReport request) => request.Rows switch
    {
        null => "failed (" + request.Failure + ")",
        1 => "1 row",
        { } rows => Invariant($"{rows} rows"),
    };
}
