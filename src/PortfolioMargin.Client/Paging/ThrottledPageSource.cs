namespace PortfolioMargin.Client.Paging;

/// <summary>Lets no more than a number of reads be in flight at once, whoever starts them.</summary>
internal sealed class ThrottledPageSource(IPageSource source, int limit) : IPageSource, IDisposable
{
    private readonly SemaphoreSlim _places = new(limit, limit);

    public async Task<ForceOrderPage> ReadPageAsync(PageRequest request, CancellationToken cancellationToken)
    {
        await _places.WaitAsync(cancellationToken).ConfigureAwait(false);
        try
        {
            return await source.ReadPageAsync(request, cancellationToken).ConfigureAwait(false);
        }
        finally
        {
            _places.Release();
        }
    }

    public void Dispose() => _places.Dispose();
}
