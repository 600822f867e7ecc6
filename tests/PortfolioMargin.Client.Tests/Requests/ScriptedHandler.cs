using System.Globalization;

namespace PortfolioMargin.Client.Tests.Requests;

/// <summary>What an exchange does with one request.</summary>
internal delegate Task<HttpResponseMessage> Step(ScriptedHandler exchange, CancellationToken cancellationToken);

/// <summary>One request as it arrived.</summary>
internal sealed record Arrival(DateTimeOffset At, Uri Address, string? ApiKey)
{
    public long Timestamp => long.Parse(Parameter("timestamp")!, CultureInfo.InvariantCulture);

    public string Signature => Parameter("signature")!;

    public string? Parameter(string name) => Address.Query.TrimStart('?').Split('&')
        .Select(pair => pair.Split('=', 2)).FirstOrDefault(pair => pair[0] == name)?[1];
}

/// <summary>Answers requests one by one as a script says; the script's last step goes on for ever.</summary>
internal sealed class ScriptedHandler(VirtualTime time, params Step[] script) : HttpMessageHandler
{
    private readonly List<Arrival> _arrivals = [];
    private int _stalled;

    public VirtualTime Time => time;

    public IReadOnlyList<Arrival> Arrivals
    {
        get
        {
            lock (_arrivals)
            {
                return [.. _arrivals];
            }
        }
    }

    /// <summary>How many requests and bodies wait for nothing but time.</summary>
    public int StalledCount => Volatile.Read(ref _stalled);

    /// <summary>Never ends, unless the request is given up.</summary>
    public async Task StallAsync(CancellationToken cancellationToken)
    {
        var never = new TaskCompletionSource();
        using (cancellationToken.Register(() =>
        {
            Interlocked.Decrement(ref _stalled);
            never.TrySetCanceled(cancellationToken);
        }))
        {
            Interlocked.Increment(ref _stalled);
            await never.Task;
        }
    }

    protected override Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
    {
        Step step;
        lock (_arrivals)
        {
            step = script[Math.Min(_arrivals.Count, script.Length - 1)];
            string? key = request.Headers.TryGetValues("X-MBX-APIKEY", out IEnumerable<string>? values) ? values.Single() : null;
            _arrivals.Add(new Arrival(time.Now, request.RequestUri!, key));
        }

        return step(this, cancellationToken);
    }
}
