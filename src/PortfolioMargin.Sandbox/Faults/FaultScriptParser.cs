using System.Globalization;

namespace PortfolioMargin.Sandbox.Faults;

/// <summary>Reads fault scripts.</summary>
internal static class FaultScriptParser
{
    private static readonly char[] Separators = [' ', '\t', '\r', '\n', ',', ';'];

    public static FaultScript Parse(string text)
    {
        FaultScript script = FaultScript.None;
        foreach (string item in text.Split(Separators, StringSplitOptions.RemoveEmptyEntries))
        {
            int colon = item.IndexOf(':');
            if (colon < 0 || !TryReadRequests(item.Substring(0, colon), out int first, out int last))
            {
                throw Unreadable(item, "it does not begin with a request's number and a colon");
            }

            string kind = item.Substring(colon + 1);
            int slash = kind.IndexOf('/');
            string name = slash < 0 ? kind : kind.Substring(0, slash);
            string? argument = slash < 0 ? null : kind.Substring(slash + 1);
            script = script.Between(first, last, Read(item, name, argument));
        }

        return script;
    }

    private static Fault Read(string item, string name, string? argument)
    {
        try
        {
            return FaultKinds.Create(name, argument) ?? throw Unreadable(item, $"there is no kind '{name}'");
        }
        catch (ArgumentException e)
        {
            throw Unreadable(item, e.Message);
        }
    }

    // 7, 3-6, or 4- for every request from the fourth on.
    private static bool TryReadRequests(string text, out int first, out int last)
    {
        int dash = text.IndexOf('-');
        if (dash < 0)
        {
            bool isNumber = TryReadNumber(text, out first);
            last = first;
            return isNumber;
        }

        last = int.MaxValue;
        return TryReadNumber(text.Substring(0, dash), out first)
            && (dash == text.Length - 1 || TryReadNumber(text.Substring(dash + 1), out last))
            && last >= first;
    }

    private static bool TryReadNumber(string text, out int number) =>
        int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out number) && number >= 1;

    private static FormatException Unreadable(string item, string why) =>
        new($"'{item}' is no fault: {why}. Write REQUEST:KIND, for example 3:429/2 or 5-7:reset or 9-:slow/200. Kinds: {FaultKinds.Usages}.");
}
