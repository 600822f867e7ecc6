namespace PortfolioMargin.Client.Pagination;

/// <summary>What reads in flight have in common.</summary>
internal static class Reads
{
    /// <summary>Ends reads that nobody wants any more, and waits until they have ended; how they end is of no interest.</summary>
    /// <param name="stop">Ends them; disposed of here.</param>
    /// <param name="reads">The reads, whether they are in flight still or not.</param>
    public static async ValueTask StopAsync(CancellationTokenSource stop, IEnumerable<Task> reads)
    {
#pragma warning disable CA1849 // CancelAsync is not there on .NET Framework, and nothing here registers slow callbacks.
        stop.Cancel();
#pragma warning restore CA1849
        foreach (Task read in reads)
        {
            await EndAsync(read).ConfigureAwait(false);
        }

        stop.Dispose();
    }

    /// <summary>Waits until a read has ended, however it ends.</summary>
    public static Task EndAsync(Task read) => read.ContinueWith(
        static ended => { _ = ended.Exception; },
        CancellationToken.None,
        TaskContinuationOptions.ExecuteSynchronously,
        TaskScheduler.Default);
}
