namespace PortfolioMargin.Loopback;

/// <summary>Arguments of the form <c>--switch</c> and <c>--name value</c>, taken off one by one.</summary>
internal sealed class ArgumentValues(IEnumerable<string> arguments)
{
    private readonly List<string> _left = [.. arguments];

    public bool Has(string name) => _left.Remove(name);

    /// <summary>All values of a name that may come more than once.</summary>
    public IReadOnlyList<string> All(string name)
    {
        var values = new List<string>();
        for (int i = _left.IndexOf(name); i >= 0; i = _left.IndexOf(name))
        {
            if (i + 1 == _left.Count)
            {
                throw new FormatException($"{name} needs a value.");
            }

            values.Add(_left[i + 1]);
            _left.RemoveRange(i, 2);
        }

        return values;
    }

    /// <summary>The last value of a name, or the default when there is none.</summary>
    public T One<T>(string name, Func<string, T> read, T otherwise)
    {
        IReadOnlyList<string> values = All(name);
        if (values.Count == 0)
        {
            return otherwise;
        }

        try
        {
            return read(values[^1]);
        }
        catch (Exception e) when (e is FormatException or OverflowException)
        {
            throw new FormatException($"{name} does not take '{values[^1]}'. {e.Message}", e);
        }
    }

    public void RefuseUnknown()
    {
        if (_left.Count > 0)
        {
            throw new FormatException($"Unknown argument '{_left[0]}'.");
        }
    }
}
