using System.IO.Pipelines;
using System.Net.Sockets;
using PortfolioMargin.Client.Http;
using PortfolioMargin.Client.Requests;
using PortfolioMargin.Client.Tests.Requests;
using static PortfolioMargin.Client.Tests.Requests.Answers;

namespace PortfolioMargin.Client.Tests.Errors;

/// <summary>The scripts behind the rows of docs/reliability.md, by the words of their first column.</summary>
internal static class Faults
{
    private const string Banned = "Way too many requests; IP banned until 1780318800000.";

    public static readonly IReadOnlyDictionary<string, Step[]> Scripts = new Dictionary<string, Step[]>
    {
        ["200 and a page"] = [Page()],
        ["200 and a page, labelled as plain text"] = [Text(200, EmptyPage, "text/plain")],
        ["500 without a code, then a page"] = [Html(500), Page()],
        ["500 -1000"] = [Error(500, -1000)],
        ["400 -1001"] = [Error(400, -1001)],
        ["400 -1006"] = [Error(400, -1006)],
        ["408 -1007"] = [Error(408, -1007)],
        ["503 -1008"] = [Error(503, -1008)],
        ["400 -1016"] = [Error(400, -1016)],
        ["408 without a code"] = [Text(408, "")],
        ["502 with HTML"] = [Html(502)],
        ["504 with HTML, twice, then a page"] = [Html(504), Html(504), Page()],
        ["503 with `Retry-After: 7`, then a page"] = [Html(503).RetryAfter(7), Page()],
        ["503 with `Retry-After: 301`"] = [Html(503).RetryAfter(301)],
        ["5xx that ends after its headers, then a page"] = [BodyThen(503, Reset), Page()],
        ["429 with `Retry-After: 5`, then a page"] = [Error(429, -1003).RetryAfter(5), Page()],
        ["429 with `Retry-After` as a date 9 s ahead, then a page"] = [Error(429, -1003).RetryAfterDate(9), Page()],
        ["429 without `Retry-After`, then a page"] = [Error(429, -1003), Page()],
        ["429 with `Retry-After: 5`, again and again"] = [Html(429).RetryAfter(5)],
        ["429 with `Retry-After: 5` that ends after its headers, then a page"] = [BodyThen(429, Reset).RetryAfter(5), Page()],
        ["429 with `Retry-After: 301`"] = [Error(429, -1003).RetryAfter(301)],
        ["400 -1003 with `Retry-After: 5`, then a page"] = [Error(400, -1003).RetryAfter(5), Page()],
        ["418 with `Retry-After: 600`"] = [Error(418, -1003).RetryAfter(600)],
        ["429 -1003 whose message says \"IP banned until …\""] = [Error(429, -1003, Banned)],
        ["403 with HTML"] = [Html(403)],
        ["403 that ends after its headers"] = [BodyThen(403, Reset)],
        ["451"] = [Text(451, "")],
        ["202 with nothing and `x-amzn-waf-action: challenge`"] = [Text(202, "", null).With(Challenge)],
        ["405 with HTML and `x-amzn-waf-action: captcha`"] = [Html(405).With(response => response.Headers.Add("x-amzn-waf-action", "captcha"))],
        ["200 with HTML and `x-amzn-waf-action: challenge`"] = [Html(200).With(Challenge)],
        ["401 without a code"] = [Text(401, "")],
        ["401 -1002"] = [Error(401, -1002)],
        ["401 -2014"] = [Error(401, -2014)],
        ["401 -2015"] = [Error(401, -2015)],
        ["400 -1011 (this IP may not use the route)"] = [Error(400, -1011)],
        ["400 -2008"] = [Error(400, -2008)],
        ["400 -21001 (no Portfolio Margin account)"] = [Error(400, -21001)],
        ["200 with the body of error -21001"] = [Text(200, ErrorBody(-21001, "You are not a Portfolio Margin user."))],
        ["400 -21007 (in liquidation)"] = [Error(400, -21007)],
        ["400 -1021, then a page"] = [Error(400, -1021), Page()],
        ["400 -1021, again and again"] = [Error(400, -1021)],
        ["400 -1021 without a `Date`"] = [Error(400, -1021).WithoutDate()],
        ["400 -1021, 502, 400 -1021"] = [Error(400, -1021), Html(502), Error(400, -1021)],
        ["400 -1022"] = [Error(400, -1022)],
        ["400 -1023"] = [Error(400, -1023)],
        ["400 -1127"] = [Error(400, -1127)],
        ["400 -4047"] = [Error(400, -4047)],
        ["400 -4166"] = [Error(400, -4166)],
        ["400 -6021"] = [Error(400, -6021)],
        ["400 -4000 \"… range should be less than 30 days\""] = [Error(400, -4000, "Query time range should be less than 30 days.")],
        ["400 -1100"] = [Error(400, -1100)],
        ["400 -1101"] = [Error(400, -1101)],
        ["400 -1102"] = [Error(400, -1102)],
        ["400 -1103"] = [Error(400, -1103)],
        ["400 -1104"] = [Error(400, -1104)],
        ["400 -1105"] = [Error(400, -1105)],
        ["400 -1106"] = [Error(400, -1106)],
        ["400 -1128"] = [Error(400, -1128)],
        ["400 -1130"] = [Error(400, -1130)],
        ["400 51169 (a code not known)"] = [Error(400, 51169)],
        ["404 with a code not known"] = [Error(404, -9876)],
        ["200 with a code not known"] = [Error(200, -9876)],
        ["404 -5000"] = [Error(404, -5000)],
        ["404 with HTML"] = [Html(404)],
        ["400 -1022, with fewer bytes than announced, then a page"] =
            [Error(400, -1022).With(response => response.Content.Headers.ContentLength += 1), Page()],
        ["400 -1022 with more than 256 KiB"] = [Text(400, ErrorBody(-1022, "Not valid.") + new string(' ', 256 * 1024)).With(Unannounced)],
        ["400 that ends after its headers, then a page"] = [BodyThen(400, Reset), Page()],
        ["301 to another host"] = [Html(301).With(response => response.Headers.Location = new Uri("https://elsewhere.example/a?b=c"))],
        ["407 (the proxy wants a credential)"] = [Html(407)],
        ["407 when a tunnel is asked for"] = [Throws(NoTunnel(407))],
        ["502 when a tunnel is asked for"] = [Throws(NoTunnel(502))],
        ["200 with HTML"] = [Html(200)],
        ["headers of more than 64 KiB"] = [Throws(new HttpRequestException(HttpRequestError.ConfigurationLimitExceeded, "The HTTP response headers length exceeded the set limit."))],
        ["an answer that is not HTTP"] = [Throws(new HttpRequestException(HttpRequestError.InvalidResponse, "Received an invalid status line."))],
        ["200 with nothing"] = [Text(200, "")],
        ["204"] = [Text(204, "", null)],
        ["200 with half of the JSON, then a page"] = [Text(200, EmptyPage[..10]), Page()],
        ["200 with a row whose field cannot be read"] = [Text(200, """{"rows":[{"orderId":"x"}],"total":1}""")],
        ["200 with the body of error -1022"] = [Text(200, ErrorBody(-1022, "Signature for this request is not valid."))],
        ["200 with more than 16 MiB"] = [Text(200, new string(' ', ResponseReader.LargestPage + 1))],
        ["connection refused"] = [Throws(Wrapped(new SocketException((int)SocketError.ConnectionRefused)))],
        ["connection reset, then a page"] = [Throws(Wrapped(new SocketException((int)SocketError.ConnectionReset))), Page()],
        ["HTTP/2 ends the request (GOAWAY, RST_STREAM), then a page"] = [Throws(new HttpRequestException(HttpRequestError.HttpProtocolError, "The server reset the stream.")), Page()],
        ["HTTP/2 ends the request in the body, then a page"] =
            [BodyThen(200, (_, _) => throw new HttpProtocolException(2, "The server reset the stream.", null)), Page()],
        ["name not resolved"] = [Throws(Wrapped(new SocketException((int)SocketError.HostNotFound)))],
        ["TLS handshake fails"] = [Throws(Wrapped(new System.Security.Authentication.AuthenticationException("Handshake failed.")))],
        ["certificate not trusted"] = [Throws(Wrapped(new UntrustedCertificateException("it is made out to another name")))],
        ["200, then the connection resets in the body, then a page"] = [BodyThen(200, Reset), Page()],
        ["200, then fewer bytes than announced, then a page"] =
            [Text(200, EmptyPage).With(response => response.Content.Headers.ContentLength = EmptyPage.Length + 1), Page()],
        ["no headers for 30 s, then a page"] = [Stalls(), Page()],
        ["no headers for 30 s, again and again"] = [Stalls()],
        ["a body that is silent for 30 s, then a page"] = [BodyThen(200, (exchange, token) => exchange.StallAsync(token)), Page()],
        ["a body that is silent for 30 s, again and again"] = [BodyThen(200, (exchange, token) => exchange.StallAsync(token))],
    };

    /// <summary>What .NET 8 says of a proxy that does not connect: it tells the status in words alone.</summary>
    private static HttpRequestException NoTunnel(int status) => new(
        HttpRequestError.ProxyTunnelError, FormattableString.Invariant($"The proxy tunnel request to proxy 'http://127.0.0.1:3128/' failed with status code '{status}'."));

    private static void Challenge(HttpResponseMessage response) => response.Headers.Add("x-amzn-waf-action", "challenge");

    /// <summary>The body's length is not said beforehand.</summary>
    private static void Unannounced(HttpResponseMessage response) =>
        response.Content = new StreamContent(PipeReader.Create(response.Content.ReadAsStream()).AsStream());

    private static HttpRequestException Wrapped(Exception inner) => new("An error occurred while sending the request.", inner);

    private static Task Reset(ScriptedHandler exchange, CancellationToken cancellationToken) =>
        throw new IOException("The connection was closed.", new SocketException((int)SocketError.ConnectionReset));
}
