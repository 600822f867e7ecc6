using System.Net;
using System.Net.Sockets;
using PortfolioMargin.Sandbox;

namespace PortfolioMargin.Net472Runner;

/// <summary>The embedded exchange behind a real socket on loopback, by the platform's own HttpListener.</summary>
internal sealed class SandboxHttpListener : IDisposable
{
    private readonly HttpListener _listener;
    private readonly HttpMessageInvoker _exchange;

    public SandboxHttpListener(SandboxExchange exchange)
    {
        _exchange = new HttpMessageInvoker(exchange, disposeHandler: false);
        (_listener, BaseUri) = Listen();
        _ = Task.Run(AcceptAsync);
    }

    public Uri BaseUri { get; }

    public void Dispose()
    {
        _listener.Close();
        _exchange.Dispose();
    }

    private static (HttpListener Listener, Uri BaseUri) Listen()
    {
        for (int attempt = 1; ; attempt++)
        {
            // By this name Windows lets everybody listen; an address would need an administrator.
            var address = new Uri(FormattableString.Invariant($"http://localhost:{FreePort()}/"));
            var listener = new HttpListener();
            listener.Prefixes.Add(address.AbsoluteUri);
            try
            {
                listener.Start();
                return (listener, address);
            }
            catch (Exception exception) when (exception is HttpListenerException or SocketException && attempt < 10)
            {
                // Somebody took the port in between.
            }
        }
    }

    private static int FreePort()
    {
        var probe = new TcpListener(IPAddress.Loopback, 0);
        probe.Start();
        int port = ((IPEndPoint)probe.LocalEndpoint).Port;
        probe.Stop();
        return port;
    }

    private async Task AcceptAsync()
    {
        while (_listener.IsListening)
        {
            HttpListenerContext context;
            try
            {
                context = await _listener.GetContextAsync().ConfigureAwait(false);
            }
            catch (Exception exception) when (exception is HttpListenerException or ObjectDisposedException or InvalidOperationException)
            {
                return;
            }

            _ = Task.Run(() => ServeAsync(context));
        }
    }

    private async Task ServeAsync(HttpListenerContext context)
    {
        using var request = new HttpRequestMessage(new HttpMethod(context.Request.HttpMethod), new Uri(BaseUri, context.Request.RawUrl));
        foreach (string name in context.Request.Headers.AllKeys)
        {
            request.Headers.TryAddWithoutValidation(name, context.Request.Headers[name]);
        }

        using HttpResponseMessage answer = await _exchange.SendAsync(request, CancellationToken.None).ConfigureAwait(false);
        byte[] body = await answer.Content.ReadAsByteArrayAsync().ConfigureAwait(false);
        using HttpListenerResponse response = context.Response;
        response.StatusCode = (int)answer.StatusCode;
        response.ContentType = answer.Content.Headers.ContentType?.ToString();
        foreach (KeyValuePair<string, IEnumerable<string>> header in answer.Headers)
        {
            response.Headers[header.Key] = string.Join(", ", header.Value);
        }

        response.ContentLength64 = body.Length;
        await response.OutputStream.WriteAsync(body, 0, body.Length).ConfigureAwait(false);
    }
}
