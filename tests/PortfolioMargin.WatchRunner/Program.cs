using System.Diagnostics;
using System.Net;
using PortfolioMargin;
using PortfolioMargin.Client;
using PortfolioMargin.Client.Keys;

// One scheduled run of a watch: a look, each order appended to a file and flushed, the checkpoint written. The process kills itself at the
// step that it is told, and prints how many steps there were when it is told none.
if (args is not [string exchange, string apiKey, string secret, string checkpoint, string output, string killAt])
{
    return 2;
}

var steps = new Steps(int.Parse(killAt, System.Globalization.CultureInfo.InvariantCulture));
steps.Take();
using IRequestSigner signer = RequestSigners.FromSecret(new NetworkCredential("", secret).SecurePassword);
var client = (PortfolioMarginClient)PortfolioMarginClient.Create(new ClientOptions { BaseUri = new Uri(exchange), ApiKey = apiKey, Signer = signer, Observer = steps });
using (IForceOrderWatch watch = client.Watch(new ForceOrderWatchQuery { CheckpointPath = checkpoint, IsOnce = true }, steps.Take))
{
    steps.Take();
    WatchLook look = await watch.LookAsync(CancellationToken.None);
    steps.Take();
    foreach (ForceOrder order in look.Orders)
    {
        using var file = new FileStream(output, FileMode.Append);
        file.Write(System.Text.Encoding.UTF8.GetBytes($"{order.Market} {order.Symbol} {order.OrderId}\n"));
        file.Flush(flushToDisk: true);
        steps.Take();
    }

    watch.Commit();
    steps.Take();
    foreach (MarketLook market in look.Markets.Where(market => market.Failure is not null))
    {
        await Console.Error.WriteLineAsync($"{market.Market}: {market.Failure!.Message}");
        return 1;
    }
}

steps.Take();
Console.WriteLine(steps.Count);
return 0;

/// <summary>Counts the steps of the run, each request among them, and kills the process at one of them.</summary>
internal sealed class Steps(int killAt) : IClientObserver
{
    private int _count;

    public int Count => _count;

    public void Take()
    {
        if (Interlocked.Increment(ref _count) == killAt)
        {
            Process.GetCurrentProcess().Kill();
        }
    }

    public void OnRequest(RequestReport report) => Take();

    public void OnWait(WaitReport report)
    {
    }

    public void OnWarning(string message)
    {
    }

    public void OnNotice(string message)
    {
    }
}
