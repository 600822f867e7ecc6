using System.Net;
using Microsoft.AspNetCore.Connections.Features;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Features;
using Microsoft.Extensions.Primitives;
using PortfolioMargin.Sandbox;

namespace PortfolioMargin.Server;

/// <summary>Carries requests from the socket to the exchange, and responses back, with all that may go wrong on the way.</summary>
internal sealed class MessageBridge(SandboxExchange exchange) : IDisposable
{
    private readonly HttpMessageInvoker _exchange = new(exchange, disposeHandler: false);

    public async Task AnswerAsync(HttpContext context)
    {
        try
        {
            using HttpRequestMessage request = ReadRequest(context);
            using HttpResponseMessage answer = await _exchange.SendAsync(request, context.RequestAborted);
            await WriteAsync(answer, context);
        }
        catch (IOException) when (context.Response.HasStarted)
        {
            // Let the server close the connection behind what was sent; a reset could overtake it.
            throw;
        }
        catch (Exception e) when (e is HttpRequestException or IOException or OperationCanceledException)
        {
            // A reset that the exchange acts out, or a client that went away.
            context.Abort();
        }
    }

    public void Dispose() => _exchange.Dispose();

    private static HttpRequestMessage ReadRequest(HttpContext context)
    {
        // The query must reach the exchange exactly as it was sent: it is what was signed.
        string target = context.Features.GetRequiredFeature<IHttpRequestFeature>().RawTarget;
        var uri = new Uri(
            $"{context.Request.Scheme}://{IPAddress.Loopback}:{context.Connection.LocalPort}{target}",
            new UriCreationOptions { DangerousDisablePathAndQueryCanonicalization = true });
        var request = new HttpRequestMessage(new HttpMethod(context.Request.Method), uri);
        foreach (KeyValuePair<string, StringValues> header in context.Request.Headers)
        {
            request.Headers.TryAddWithoutValidation(header.Key, (IEnumerable<string?>)header.Value);
        }

        return request;
    }

    private static async Task WriteAsync(HttpResponseMessage answer, HttpContext context)
    {
        HttpResponse response = context.Response;
        response.StatusCode = (int)answer.StatusCode;
        foreach (KeyValuePair<string, IEnumerable<string>> header in answer.Headers.Concat(answer.Content.Headers))
        {
            response.Headers[header.Key] = header.Value.ToArray();
        }

        if (answer.Headers.Date is null)
        {
            // Without any value the server would put its own.
            response.Headers.Date = "";
        }

        if (answer.Headers.ConnectionClose == true && HttpProtocol.IsHttp2(context.Request.Protocol))
        {
            // HTTP/2 has no such header: its word for it is GOAWAY.
            context.Features.GetRequiredFeature<IConnectionLifetimeNotificationFeature>().RequestClose();
        }

        if (response.StatusCode is StatusCodes.Status204NoContent)
        {
            response.ContentLength = null;
            return;
        }

        using Stream body = await answer.Content.ReadAsStreamAsync(context.RequestAborted);
        var buffer = new byte[16 * 1024];
        int read;
        while ((read = await body.ReadAsync(buffer, context.RequestAborted)) > 0)
        {
            await response.Body.WriteAsync(buffer.AsMemory(0, read), context.RequestAborted);
            await response.Body.FlushAsync(context.RequestAborted);
        }
    }
}
