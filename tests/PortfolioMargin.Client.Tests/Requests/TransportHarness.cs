using System.Collections.Concurrent;
using PortfolioMargin.Client.Requests;

namespace PortfolioMargin.Client.Tests.Requests;

/// <summary>A client, a scripted exchange and a clock, with nothing shared with other tests.</summary>
internal sealed class TransportHarness
{
    public const string ApiKey = "KeyKeyKey1234567890abcdefghijklmnopqrstuvwxyzKeyKeyKey9999";

    private double _chance;

    public TransportHarness(params Step[] script)
    {
        Time = new VirtualTime(VirtualTime.Noon);
        Hosts = new HostRegistry(Time, () => _chance);
        Exchange = new ScriptedHandler(Time, script);
    }

    /// <summary>What chance says each time, from 0 to 1.</summary>
    public double Chance
    {
        init => _chance = value;
    }

    public VirtualTime Time { get; }

    public HostRegistry Hosts { get; }

    public ScriptedHandler Exchange { get; }

    public Recorder Recorder { get; } = new();

    public PortfolioMarginClient Client(
        int retries = ClientOptions.DefaultMaximumRetryCount,
        string apiKey = ApiKey,
        HttpMessageHandler? exchange = null) => Client(Options(retries, apiKey, exchange));

    public PortfolioMarginClient Client(ClientOptions options) => new(options, Hosts);

    public ClientOptions Options(
        int retries = ClientOptions.DefaultMaximumRetryCount,
        string apiKey = ApiKey,
        HttpMessageHandler? exchange = null,
        TimeSpan? timeout = null) => new()
        {
            ConnectionTimeout = timeout ?? TimeSpan.FromSeconds(30),
            OperationTimeout = timeout ?? TimeSpan.FromSeconds(30),
            ApiKey = apiKey,
            Signer = new CountingSigner(),
            Exchange = exchange ?? Exchange,
            MaximumRetryCount = retries,
            Observer = Recorder,
        };

    /// <summary>Lets time pass, from timer to timer, until a task has ended.</summary>
    public async Task<T> Finish<T>(Task<T> task)
    {
        while (await Settle(task) is { } due)
        {
            Time.AdvanceTo(due);
        }

        return await task;
    }

    /// <summary>Waits, without letting time pass, until nothing can go on without it.</summary>
    public Task<DateTimeOffset?> Settle(Task task) => Time.SettleAsync(task, () => Exchange.StalledCount);
}

/// <summary>Signs with a running number, so that each signature is another one.</summary>
internal sealed class CountingSigner : IRequestSigner
{
    private int _count;

    public KeyType KeyType => KeyType.Ed25519;

    public string Sign(string queryString) =>
        "Sig+/" + Interlocked.Increment(ref _count).ToString("D4", System.Globalization.CultureInfo.InvariantCulture) + "veryLongSignature==";

    public void Dispose()
    {
    }
}

/// <summary>Writes down what the client reports.</summary>
internal sealed class Recorder : IClientObserver
{
    private readonly List<RequestReport> _requests = [];
    private readonly List<WaitReport> _waits = [];

    public ConcurrentQueue<string> Warnings { get; } = new();

    public ConcurrentQueue<string> Notices { get; } = new();

    public IReadOnlyList<RequestReport> Requests
    {
        get
        {
            lock (_requests)
            {
                return [.. _requests];
            }
        }
    }

    public IReadOnlyList<WaitReport> Waits
    {
        get
        {
            lock (_waits)
            {
                return [.. _waits];
            }
        }
    }

    public void OnRequest(RequestReport report)
    {
        lock (_requests)
        {
            _requests.Add(report);
        }
    }

    public void OnWait(WaitReport report)
    {
        lock (_waits)
        {
            _waits.Add(report);
        }
    }

    public void OnWarning(string message) => Warnings.Enqueue(message);

    public void OnNotice(string message) => Notices.Enqueue(message);
}
