using PortfolioMargin.Client.Json;

namespace PortfolioMargin.Client.Endpoints;

/// <summary>A request to an endpoint: all that is needed to send it and to read its response, whatever its rows are.</summary>
internal interface IEndpointRequest
{
    /// <summary>What is requested.</summary>
    ListRequest List { get; }

    /// <summary>The path, from the base address's root.</summary>
    string Path { get; }

    /// <summary>What it costs of the limit of its minute.</summary>
    int Weight { get; }

    /// <summary>The query's parameters, without those of the signature.</summary>
    QueryText CreateQuery();

    /// <summary>Reads the body of a response.</summary>
    /// <exception cref="InvalidResponseException">It is not what the endpoint documents.</exception>
    IPage Decode(ReadOnlySpan<byte> utf8, string? profileName, Utf8StringCache strings);
}

/// <summary>A request to an endpoint of one kind of row.</summary>
/// <typeparam name="TRow">What a row is.</typeparam>
internal sealed class EndpointRequest<TRow>(Endpoint<TRow> endpoint, ListRequest list) : IEndpointRequest
{
    /// <inheritdoc/>
    public ListRequest List => list;

    /// <inheritdoc/>
    public string Path => endpoint.Path;

    /// <inheritdoc/>
    public int Weight => endpoint.Weight(list);

    /// <inheritdoc/>
    public QueryText CreateQuery()
    {
        var query = new QueryText();
        endpoint.AddParameters(query, list);
        return query;
    }

    /// <inheritdoc/>
    public IPage Decode(ReadOnlySpan<byte> utf8, string? profileName, Utf8StringCache strings) =>
        endpoint.Decoder.Read(utf8, profileName, strings);
}
