using System.Globalization;

namespace PortfolioMargin.Benchmarks.SideBySide;

/// <summary>How large a run is.</summary>
internal sealed class Effort
{
    /// <summary>Whether the run checks only that everything works: the smallest size, and no judgement on times.</summary>
    public const string Check = "check";

    private readonly double _factor;
    private readonly HashSet<string> _sections;

    /// <summary>Reads the command line: <c>check</c>, or a number that scales how often things are repeated, and names of sections.</summary>
    public Effort(string[] arguments)
    {
        IsCheck = arguments.Contains(Check);
        _factor = 1;
        _sections = [];
        foreach (string argument in arguments.Where(argument => argument != Check))
        {
            if (double.TryParse(argument, CultureInfo.InvariantCulture, out double factor))
            {
                _factor = factor;
            }
            else
            {
                _sections.Add(argument);
            }
        }
    }

    /// <summary>Whether times mean nothing in this run.</summary>
    public bool IsCheck { get; }

    /// <summary>How many orders the list has.</summary>
    public int Rows => IsCheck ? 500 : 10_000;

    /// <summary>How many the long list has.</summary>
    public int LongRows => IsCheck ? 2_000 : 1_000_000;

    /// <summary>The round trips of all contenders, in milliseconds.</summary>
    public double[] RoundTrips => IsCheck ? [5] : [0, 50];

    /// <summary>The round trip at which only those stand that have requests in flight side by side; the others would take minutes.</summary>
    public double[] LongRoundTrips => IsCheck ? [] : [150];

    /// <summary>Whether a section is part of the run.</summary>
    public bool Includes(string section) => _sections.Count == 0 || _sections.Contains(section);

    /// <summary>How often something is measured that is measured so often in a run of ordinary size.</summary>
    public int Times(int count) => IsCheck ? 1 : Math.Max(2, (int)(count * _factor));

    /// <summary>How often something runs before it is measured.</summary>
    public int WarmUps(int count) => IsCheck ? 0 : count;
}
