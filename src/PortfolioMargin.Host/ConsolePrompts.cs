using System.Collections.ObjectModel;
using System.Management.Automation;
using System.Management.Automation.Host;
using System.Security;

namespace PortfolioMargin.Host;

/// <summary>Asks at the console, or says what is missing where nobody can be asked.</summary>
internal sealed class ConsolePrompts(bool isNonInteractive)
{
    /// <summary>A line of text.</summary>
    /// <exception cref="PSInvalidOperationException">Nobody can be asked.</exception>
    public string Line(string what)
    {
        EnsureInteractive(what);
        Console.Out.Write(what + ": ");
        return Console.In.ReadLine() ?? string.Empty;
    }

    /// <summary>A line that is shown as stars.</summary>
    /// <exception cref="PSInvalidOperationException">Nobody can be asked.</exception>
    public SecureString Secret(string what)
    {
        EnsureInteractive(what);
        Console.Out.Write(what + ": ");
        var secret = new SecureString();
        for (ConsoleKeyInfo key = Console.ReadKey(intercept: true); key.Key != ConsoleKey.Enter; key = Console.ReadKey(intercept: true))
        {
            if (key.Key == ConsoleKey.Backspace && secret.Length > 0)
            {
                secret.RemoveAt(secret.Length - 1);
                Console.Out.Write("\b \b");
            }
            else if (!char.IsControl(key.KeyChar))
            {
                secret.AppendChar(key.KeyChar);
                Console.Out.Write('*');
            }
        }

        Console.Out.WriteLine();
        return secret;
    }

    /// <summary>A parameter that was left out.</summary>
    /// <exception cref="PSInvalidOperationException">Nobody can be asked.</exception>
    public object Field(FieldDescription field) =>
        field.ParameterTypeName == nameof(SecureString) ? Secret(field.Name) : Line(field.Name);

    /// <summary>One of several answers.</summary>
    /// <exception cref="PSInvalidOperationException">Nobody can be asked.</exception>
    public int Choice(string caption, string message, Collection<ChoiceDescription> choices, int defaultChoice)
    {
        EnsureInteractive(caption);
        Console.Out.WriteLine(caption);
        Console.Out.WriteLine(message);
        string[] keys = [.. choices.Select(choice => HotKey(choice.Label))];
        while (true)
        {
            string answer = Line(string.Join("  ", choices.Select((choice, i) => $"[{keys[i]}] {choice.Label.Replace("&", string.Empty, StringComparison.Ordinal)}"))).Trim();
            int chosen = answer.Length == 0 ? defaultChoice : Array.FindIndex(keys, key => key.Equals(answer, StringComparison.OrdinalIgnoreCase));
            if (chosen >= 0)
            {
                return chosen;
            }
        }
    }

    private static string HotKey(string label)
    {
        int mark = label.IndexOf('&', StringComparison.Ordinal);
        return mark >= 0 && mark + 1 < label.Length ? label[mark + 1].ToString() : label;
    }

    private void EnsureInteractive(string what)
    {
        if (isNonInteractive)
        {
            throw new PSInvalidOperationException($"'{what}' is needed, but nobody can be asked for it here: give it as a parameter.");
        }
    }
}
