using System.Globalization;
using PortfolioMargin.Sandbox.Orders;

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
            if (colon < 0 || !TryReadRequests(item.Substring(0, colon), out int first, out int last, out SandboxMarket? market))
            {
                throw Unreadable(item, "it does not begin with a request's number and a colon");
            }

            string[] words = item.Substring(colon + 1).Split('/');
            script = script.Between(first, last, Read(item, words[0], new WordArguments(words.Skip(1))), market);
        }

        return script;
    }

    private static Fault Read(string item, string word, WordArguments arguments)
    {
        try
        {
            Fault fault = FaultWords.Create(word, arguments) ?? throw Unreadable(item, $"there is no word '{word}'");
            arguments.RefuseRest();
            return fault;
        }
        catch (ArgumentException e)
        {
            throw Unreadable(item, e.Message);
        }
    }

    // 7, 3-6, or 4- for every request from the fourth on; with @um, only requests for that list count.
    private static bool TryReadRequests(string text, out int first, out int last, out SandboxMarket? market)
    {
        int at = text.IndexOf('@');
        market = null;
        if (at >= 0)
        {
            bool isMarket = Enum.TryParse(text.Substring(at + 1), ignoreCase: true, out SandboxMarket named) && char.IsLetter(text[text.Length - 1]);
            market = named;
            text = isMarket ? text.Substring(0, at) : string.Empty;
        }

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

    private static FormatException Unreadable(string item, string why) => new(
        $"'{item}' is no fault: {why}. Write REQUEST:WORD, for example 3:429/2 or 5-7:reset or 1-@um:slow/200. Words: {string.Join(", ", FaultWords.Usages)}.");
}
