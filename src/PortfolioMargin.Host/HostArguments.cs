using System.Globalization;

namespace PortfolioMargin.Host;

/// <summary>The host was called, or is set up, in a way it cannot work with.</summary>
internal sealed class UsageException(string message) : Exception(message);

/// <summary>What the command line asks for.</summary>
internal sealed class HostArguments
{
    public const string Help = """
        A small console host on the real PowerShell engine, with the PortfolioMargin module imported.

          -Command TEXT      runs PowerShell text
          -File PATH         runs a script file
          -Culture NAME      shows numbers as in that culture, for example de-DE
          -NonInteractive    asks for nothing
          (nothing)          shows the module's main job on the embedded exchange

        It is not a full PowerShell: the Utility and Management modules are missing, and with them Select-Object, Sort-Object,
        Format-Table, ConvertTo-Json, Get-Content and their kind. Format-List is a stand-in for this module's objects.
        """;

    public string? Command { get; private set; }

    public string? File { get; private set; }

    public CultureInfo Culture { get; private set; } = CultureInfo.CurrentCulture;

    public bool IsNonInteractive { get; private set; } = Console.IsInputRedirected;

    public bool IsHelp { get; private set; }

    /// <summary>Reads the command line.</summary>
    /// <exception cref="UsageException">It cannot be understood.</exception>
    public static HostArguments Parse(IReadOnlyList<string> words)
    {
        var arguments = new HostArguments();
        for (int i = 0; i < words.Count; i++)
        {
            switch (words[i].TrimStart('-').ToUpperInvariant())
            {
                case "COMMAND" or "C":
                    arguments.Command = ValueAfter(words, ref i);
                    break;
                case "FILE" or "F":
                    arguments.File = Path.GetFullPath(ValueAfter(words, ref i));
                    break;
                case "CULTURE":
                    arguments.Culture = CultureNamed(ValueAfter(words, ref i));
                    break;
                case "NONINTERACTIVE":
                    arguments.IsNonInteractive = true;
                    break;
                case "HELP" or "H" or "?":
                    arguments.IsHelp = true;
                    break;
                default:
                    throw new UsageException($"'{words[i]}' is not an option here.{Environment.NewLine}{Help}");
            }
        }

        return arguments.Command is null || arguments.File is null
            ? arguments
            : throw new UsageException("Give -Command or -File, not both.");
    }

    private static string ValueAfter(IReadOnlyList<string> words, ref int i) =>
        ++i < words.Count ? words[i] : throw new UsageException($"'{words[i - 1]}' needs a value.");

    private static CultureInfo CultureNamed(string name)
    {
        try
        {
            return CultureInfo.GetCultureInfo(name, predefinedOnly: true);
        }
        catch (CultureNotFoundException)
        {
            throw new UsageException($"'{name}' is not a culture this machine knows.");
        }
    }
}
