using PortfolioMargin.Sandbox.Http;
using PortfolioMargin.Sandbox.Orders;

namespace PortfolioMargin.Sandbox.Endpoints;

/// <summary>One path of the exchange. <see cref="SandboxExchange"/> finds it by its path.</summary>
internal abstract class Endpoint(string path)
{
    public string Path { get; } = path;

    /// <summary>Whether a request needs a key and a signature (USER_DATA).</summary>
    public virtual bool IsSigned => true;

    /// <summary>The list that is served; <see langword="null"/> when the path serves none.</summary>
    public virtual MarketOrders? List => null;

    /// <summary>What a request costs of the limit.</summary>
    public virtual int WeightOf(RequestQuery query) => 1;

    /// <summary>Answers a GET request that passed the security check.</summary>
    /// <param name="query">The request's parameters.</param>
    /// <param name="view">What the response shows.</param>
    /// <param name="draw">Chooses whatever is random in this response.</param>
    public abstract SandboxResponse Serve(RequestQuery query, ResponseView view, ulong draw);
}
