namespace PortfolioMargin.Client.Keys;

/// <summary>Does work that nothing can interrupt, such as opening a pipe or a long key derivation, so that its caller can be stopped.</summary>
internal static class StoppableRead
{
    /// <summary>Does the work on a thread of its own and waits for it.</summary>
    /// <param name="work">The work. After a stop it runs on unseen; what it makes then is disposed.</param>
    /// <param name="cancellationToken">Ends the wait.</param>
    /// <exception cref="OperationCanceledException">The wait was ended.</exception>
    public static T Run<T>(Func<T> work, CancellationToken cancellationToken)
        where T : IDisposable
    {
        cancellationToken.ThrowIfCancellationRequested();
        Task<T> task = Task.Factory.StartNew(work, CancellationToken.None, TaskCreationOptions.LongRunning, TaskScheduler.Default);
        try
        {
            task.Wait(cancellationToken);
        }
        catch (AggregateException)
        {
            // Thrown below as what it is.
        }
        catch (OperationCanceledException)
        {
            task.ContinueWith(DisposeResult, CancellationToken.None, TaskContinuationOptions.ExecuteSynchronously, TaskScheduler.Default);
            throw;
        }

        return task.GetAwaiter().GetResult();
    }

    private static void DisposeResult<T>(Task<T> task)
        where T : IDisposable
    {
        if (task.Status == TaskStatus.RanToCompletion)
        {
            task.Result.Dispose();
        }
        else
        {
            // Looked at, so that nobody is told of it.
            _ = task.Exception;
        }
    }
}
