using System.Collections.Concurrent;
using PortfolioMargin.Client.Requests;
using PortfolioMargin.Client.Tests.Requests;
using PortfolioMargin.Sandbox;
using PortfolioMargin.Sandbox.Faults;
using PortfolioMargin.Sandbox.Orders;

namespace PortfolioMargin.Client.Tests.Watching;

/// <summary>An embedded exchange with empty lists, a machine that watches it, and one virtual time for both. Only the machine's clock can be wrong.</summary>
internal sealed class WatchWorld : IDisposable
{
    private readonly ConcurrentQueue<ReceivedRequest> _requests = new();
    private readonly SandboxExchange _exchange;
    private readonly Silence _handler;
    private HostRegistry _hosts;

    public WatchWorld()
    {
        Time = new VirtualTime(VirtualTime.Noon);
        _exchange = new SandboxExchange(
            new SandboxOptions
            {
                Orders = [],
                FaultFor = request =>
                {
                    _requests.Enqueue(request);
                    return FaultFor?.Invoke(request);
                },
            },
            new TrueTime(Time));
        _handler = new Silence(_exchange);
        _hosts = new HostRegistry(Time, static () => 0);
    }

    public VirtualTime Time { get; }

    public SandboxExchange Exchange => _exchange;

    public Recorder Recorder { get; } = new();

    /// <summary>What goes wrong.</summary>
    public Func<ReceivedRequest, Fault?>? FaultFor { get; set; }

    /// <summary>Whether the exchange takes requests and never answers.</summary>
    public bool IsSilent
    {
        set => _handler.IsOn = value;
    }

    /// <summary>What the exchange was asked, in order.</summary>
    public IReadOnlyList<ReceivedRequest> Requests => [.. _requests];

    /// <summary>Every order that has arrived so far.</summary>
    public IEnumerable<string> Listed => Markets.SelectMany(market => market.Orders).Select(order => $"{order.Market} {order.Symbol} {order.OrderId}");

    public MarketOrders[] Markets => [_exchange.Margin, _exchange.Um, _exchange.Cm];

    public static string NameOf(ForceOrder order) => $"{order.Market} {order.Symbol} {order.OrderId}";

    /// <summary>Begins a watch.</summary>
    public IForceOrderWatch Watch(ForceOrderWatchQuery query, Action? onCheckpointStep = null) => new PortfolioMarginClient(
        new ClientOptions
        {
            BaseUri = SandboxExchange.BaseUri,
            ApiKey = SandboxAccount.DemoApiKey,
            Signer = Client.Keys.RequestSigners.FromSecret(Secure.Text(SandboxAccount.DemoSecret)),
            Exchange = _handler,
            Observer = Recorder,
        },
        _hosts).Watch(query, onCheckpointStep);

    /// <summary>The machine knows nothing any more of what it learned of the exchange: another process.</summary>
    public void Restart() => _hosts = new HostRegistry(Time, static () => 0);

    /// <summary>Lets time pass, from timer to timer, until a task has ended; what is planned happens in its time.</summary>
    public async Task<T> Finish<T>(Task<T> task, SortedList<DateTimeOffset, Action>? plan = null)
    {
        while (await Time.SettleAsync(task, () => _handler.Stalled) is { } due)
        {
            if (plan is { Count: > 0 } && plan.Keys[0] <= due)
            {
                Time.AdvanceTo(plan.Keys[0]);
                plan.Values[0]();
                plan.RemoveAt(0);
            }
            else
            {
                Time.AdvanceTo(due);
            }
        }

        return await task;
    }

    public void Dispose()
    {
        _handler.Dispose();
        _exchange.Dispose();
    }

    /// <summary>The exchange's clock is right, whatever the machine's shows.</summary>
    private sealed class TrueTime(VirtualTime time) : TimeProvider
    {
        public override long TimestampFrequency => time.TimestampFrequency;

        public override DateTimeOffset GetUtcNow() => time.Now;

        public override long GetTimestamp() => time.GetTimestamp();

        public override ITimer CreateTimer(TimerCallback callback, object? state, TimeSpan dueTime, TimeSpan period) => time.CreateTimer(callback, state, dueTime, period);
    }

    private sealed class Silence(HttpMessageHandler exchange) : DelegatingHandler(exchange)
    {
        private int _stalled;

        public bool IsOn { get; set; }

        public int Stalled => Volatile.Read(ref _stalled);

        protected override async Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
        {
            if (IsOn)
            {
                var never = new TaskCompletionSource();
                using CancellationTokenRegistration end = cancellationToken.Register(() =>
                {
                    Interlocked.Decrement(ref _stalled);
                    never.TrySetCanceled(cancellationToken);
                });
                Interlocked.Increment(ref _stalled);
                await never.Task;
            }

            return await base.SendAsync(request, cancellationToken);
        }
    }
}
