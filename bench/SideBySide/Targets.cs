namespace PortfolioMargin.Benchmarks.SideBySide;

/// <summary>What was aimed at, and whether it was met.</summary>
internal sealed class Targets
{
    private readonly List<string[]> _lines = [];

    /// <summary>A figure that is to be at most, or at least, so much.</summary>
    public void Add(string what, double measured, string unit, double? atMost = null, double? atLeast = null)
    {
        bool isMet = !(measured > atMost) && !(measured < atLeast);
        string target = atMost is { } most ? $"at most {most}{unit}" : $"at least {atLeast}{unit}";
        _lines.Add([what, target, (unit.Length > 0 ? Figures.Number(measured) : Figures.Ratio(measured)) + unit, isMet ? "met" : "**missed**"]);
    }

    public void Show()
    {
        if (_lines.Count > 0)
        {
            Report.Section("Targets");
            Report.Table(["what", "target", "measured", ""], _lines);
        }
    }
}
