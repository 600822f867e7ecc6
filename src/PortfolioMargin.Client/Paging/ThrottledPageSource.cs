namespace PortfolioMargin.Client.Paging;

/// <summary>Lets no more than a number of reads be in flight at once, whoever starts them; those that wait go first come, first served.</summary>
internal sealed class ThrottledPageSource(IPageSource source, int limit) : IPageSource
{
    private readonly Queue<TaskCompletionSource<bool>> _waiting = new();
    private int _free = limit;

    public async Task<ForceOrderPage> ReadPageAsync(PageRequest request, CancellationToken cancellationToken)
    {
        await AcquireAsync(cancellationToken).ConfigureAwait(false);
        try
        {
            return await source.ReadPageAsync(request, cancellationToken).ConfigureAwait(false);
        }
        finally
        {
            Leave();
        }
    }

    private async Task AcquireAsync(CancellationToken cancellationToken)
    {
        TaskCompletionSource<bool> place;
        lock (_waiting)
        {
            if (_free > 0)
            {
                _free--;
                return;
            }

            place = new TaskCompletionSource<bool>();
            _waiting.Enqueue(place);
        }

        using (cancellationToken.Register(static p => ((TaskCompletionSource<bool>)p!).TrySetCanceled(), place))
        {
            await place.Task.ConfigureAwait(false);
        }
    }

    private void Leave()
    {
        while (true)
        {
            TaskCompletionSource<bool> next;
            lock (_waiting)
            {
                if (_waiting.Count == 0)
                {
                    _free++;
                    return;
                }

                next = _waiting.Dequeue();
            }

            // One that was cancelled meanwhile does not take the place.
            if (next.TrySetResult(true))
            {
                return;
            }
        }
    }
}
