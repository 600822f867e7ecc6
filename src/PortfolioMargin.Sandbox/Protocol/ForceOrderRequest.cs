namespace PortfolioMargin.Sandbox.Protocol;

/// <summary>A request for forced orders that passed every check but that of its window's length.</summary>
/// <param name="Start">The window's first millisecond.</param>
/// <param name="End">The window's last millisecond.</param>
/// <param name="Page">The page's number, from 1.</param>
/// <param name="Size">Rows in a page.</param>
internal sealed record ForceOrderRequest(long? Start, long? End, long Page, int Size)
{
    private const int DefaultSize = 10;
    private const int MaximumSize = 100;

    private static readonly string[] Names = ["startTime", "endTime", "current", "size", "recvWindow", "timestamp"];

    /// <summary>Reads the endpoint's own parameters.</summary>
    public static ExchangeError? Read(SentQuery query, out ForceOrderRequest request)
    {
        request = new ForceOrderRequest(query.Number("startTime"), query.Number("endTime"), query.Number("current") ?? 1, DefaultSize);
        ExchangeError? error = CheckNames(query) ?? CheckNumbers(query);
        if (error is not null)
        {
            return error;
        }

        if (request.Page < 1)
        {
            return ExchangeError.OutOfRange("current");
        }

        long size = query.Number("size") ?? DefaultSize;
        if (size is < 1 or > MaximumSize)
        {
            return ExchangeError.OutOfRange("size");
        }

        request = request with { Size = (int)size };
        return request.Start > request.End ? ExchangeError.StartAfterEnd : null;
    }

    private static ExchangeError? CheckNames(SentQuery query)
    {
        int known = query.Parameters.Count(parameter => Names.Contains(parameter.Key));
        if (known < query.Parameters.Count)
        {
            return ExchangeError.UnknownParameters(known, query.Parameters.Count);
        }

        int distinct = query.Parameters.Select(parameter => parameter.Key).Distinct().Count();
        return distinct < known ? ExchangeError.DuplicateParameter : null;
    }

    private static ExchangeError? CheckNumbers(SentQuery query)
    {
        foreach (KeyValuePair<string, string> parameter in query.Parameters)
        {
            if (parameter.Value.Length == 0)
            {
                return ExchangeError.Empty(parameter.Key);
            }

            if (!ParameterText.TryReadNumber(parameter.Value, out _))
            {
                return ExchangeError.IllegalCharacters(parameter.Key);
            }
        }

        return null;
    }
}
