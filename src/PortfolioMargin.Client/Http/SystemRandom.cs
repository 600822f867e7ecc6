namespace PortfolioMargin.Client.Http;

/// <summary>Chance for jitter, safe for several threads on every framework.</summary>
internal static class SystemRandom
{
    private static readonly Random Source = new();

    /// <summary>A number from 0 up to 1.</summary>
    public static double NextDouble()
    {
        lock (Source)
        {
            return Source.NextDouble();
        }
    }
}
