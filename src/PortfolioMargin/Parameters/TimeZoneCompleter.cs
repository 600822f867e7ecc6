using System.Collections;
using System.Management.Automation;
using System.Management.Automation.Language;

namespace PortfolioMargin.Parameters;

/// <summary>Completes time zones: <c>Local</c>, <c>UTC</c>, and the ids of the zones that this machine knows.</summary>
public sealed class TimeZoneCompleter : IArgumentCompleter
{
    /// <summary>The ids that start with what has been typed, then those that hold it elsewhere, as a city after its continent.</summary>
    /// <param name="commandName">The command typed.</param>
    /// <param name="parameterName">The parameter to complete.</param>
    /// <param name="wordToComplete">What has been typed of the id, maybe with its quotes.</param>
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
        IEnumerable<(string Id, string Name)> zones = TimeZoneInfo.GetSystemTimeZones().Select(zone => (zone.Id, zone.DisplayName));
        return new[] { ("Local", TimeZoneInfo.Local.DisplayName), ("UTC", "Coordinated Universal Time") }
            .Concat(zones.Where(zone => zone.Id != "UTC"))
            .Select(zone => (Zone: zone, Place: zone.Item1.IndexOf(typed, StringComparison.OrdinalIgnoreCase)))
            .Where(found => found.Place >= 0)
            .OrderBy(found => found.Place > 0)
            .Select(found => new CompletionResult(Quoted(found.Zone.Item1), found.Zone.Item1, CompletionResultType.ParameterValue, found.Zone.Item2));
    }

    private static string Quoted(string id) => id.Contains(' ') ? "'" + id + "'" : id;
}
