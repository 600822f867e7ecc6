using PortfolioMargin.Sandbox.Http;

namespace PortfolioMargin.Sandbox.Endpoints;

/// <summary>What every list of forced orders checks of the parameters it is sent.</summary>
internal static class ParameterCheck
{
    private static readonly string[] CommonNumbers = ["startTime", "endTime", "recvWindow", "timestamp"];

    /// <summary>Refuses names that are unknown or repeated, values that are empty, and numbers that are none.</summary>
    /// <param name="query">The parameters.</param>
    /// <param name="numbers">The endpoint's own parameters that are numbers.</param>
    /// <param name="texts">The endpoint's own parameters that are text.</param>
    public static ExchangeError? Check(RequestQuery query, IReadOnlyCollection<string> numbers, IReadOnlyCollection<string> texts)
    {
        bool IsNumber(string name) => CommonNumbers.Contains(name) || numbers.Contains(name);
        int known = query.Parameters.Count(parameter => IsNumber(parameter.Key) || texts.Contains(parameter.Key));
        if (known < query.Parameters.Count)
        {
            return ExchangeErrors.UnknownParameters(known, query.Parameters.Count);
        }

        if (query.Parameters.Select(parameter => parameter.Key).Distinct().Count() < known)
        {
            return ExchangeErrors.Of(-1101);
        }

        foreach (KeyValuePair<string, string> parameter in query.Parameters)
        {
            if (parameter.Value.Length == 0)
            {
                return ExchangeErrors.Empty(parameter.Key);
            }

            if (IsNumber(parameter.Key) && !RequestQuery.TryReadNumber(parameter.Value, out _))
            {
                return ExchangeErrors.IllegalCharacters(parameter.Key);
            }
        }

        return null;
    }

    /// <summary>Reads a count of rows.</summary>
    /// <param name="query">The parameters.</param>
    /// <param name="name">The parameter's name.</param>
    /// <param name="otherwise">The count when it was not sent.</param>
    /// <param name="maximum">The largest count that is allowed.</param>
    /// <param name="count">The count.</param>
    public static ExchangeError? ReadCount(RequestQuery query, string name, int otherwise, int maximum, out int count)
    {
        long sent = query.Number(name) ?? otherwise;
        bool isValid = sent >= 1 && sent <= maximum;
        count = isValid ? (int)sent : otherwise;
        return isValid ? null : ExchangeErrors.OutOfRange(name);
    }
}
