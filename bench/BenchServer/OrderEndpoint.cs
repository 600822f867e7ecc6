using System.Security.Cryptography;
using System.Text;
using Microsoft.AspNetCore.Http;
using PortfolioMargin.Sandbox;

namespace PortfolioMargin.Benchmarks.Server;

/// <summary>The margin list over HTTP. Checks key and signature, and nothing else.</summary>
internal sealed class OrderEndpoint(ServedOrders orders)
{
    private const string KeyHeader = "X-MBX-APIKEY";
    private const string SignatureName = "&signature=";

    private static readonly byte[] Secret = Encoding.ASCII.GetBytes(SandboxAccount.DemoSecret);

    private int _requests;

    /// <summary>How many requests came.</summary>
    public int Requests => Volatile.Read(ref _requests);

    /// <summary>Answers a request.</summary>
    public async Task AnswerAsync(HttpContext context)
    {
        Interlocked.Increment(ref _requests);
        string query = context.Request.QueryString.Value ?? "";
        HttpResponse response = context.Response;
        if (context.Request.Path != SandboxExchange.MarginForceOrdersPath || context.Request.Headers[KeyHeader] != SandboxAccount.DemoApiKey || !IsSigned(query))
        {
            response.StatusCode = StatusCodes.Status401Unauthorized;
            return;
        }

        response.ContentType = "application/json";
        response.Headers["x-mbx-used-weight-1m"] = "1";
        ServedOrders.Response found = orders.Find(query);
        response.BodyWriter.Advance(found.Write(response.BodyWriter.GetSpan(found.LongestLength)));
        await response.BodyWriter.FlushAsync();
    }

    private static bool IsSigned(string query)
    {
        int end = query.LastIndexOf(SignatureName, StringComparison.Ordinal);
        return end > 0 && Sign(query[1..end]).Equals(query[(end + SignatureName.Length)..], StringComparison.OrdinalIgnoreCase);
    }

    private static string Sign(string text) => Convert.ToHexStringLower(HMACSHA256.HashData(Secret, Encoding.UTF8.GetBytes(text)));
}
