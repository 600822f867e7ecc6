using System.Collections;
using System.Net.Sockets;
using System.Reflection;
using PortfolioMargin.Client.Errors;
using PortfolioMargin.Client.Tests.Requests;
using static PortfolioMargin.Client.Tests.Requests.Answers;

namespace PortfolioMargin.Client.Tests.Errors;

/// <summary>An exchange, a proxy or the platform may repeat what was sent: none of it comes out again.</summary>
public sealed class LeakTests
{
    private static CancellationToken Token => TestContext.Current.CancellationToken;

    public static TheoryData<string> Echoes => new(
        "{query}", "signature={signature}", "{signature}", "{rawSignature}", "key {key} is not known", "{KEY}", "{url} was not found",
        "a\\u0007b\\nsignature = \\\"{rawSignature}\\\"", "{long}{key}", "{long}{rawSignature}", "{escapedSignature}");

    [Theory]
    [MemberData(nameof(Echoes))]
    public async Task Nothing_that_was_sent_comes_back_in_an_error(string echo)
    {
        foreach (Step step in new[] { EchoesError(echo), EchoesException(echo), EchoesField(echo) })
        {
            var world = new TransportHarness(step);

            Exception? failure = await Record.ExceptionAsync(() => world.Finish(world.Client(retries: 1).TestAsync(Token)));

            AssertClean(failure!, world);
            Assert.All(world.Recorder.Requests, report => AssertClean(report, world));
            Assert.All(world.Recorder.Waits, report => AssertClean(report, world));
        }
    }

    [Fact]
    public void The_search_finds_a_planted_leak()
    {
        var world = new TransportHarness(Page());
        var planted = new PrivateKeyUnreadableException("x", new InvalidOperationException("inner " + TransportHarness.ApiKey));

        Assert.Contains(Texts(planted), text => text.Contains(TransportHarness.ApiKey, StringComparison.Ordinal));
    }

    [Fact]
    public void A_text_cut_in_the_middle_of_a_secret_does_not_show_its_beginning()
    {
        string clean = new Redactor(TransportHarness.ApiKey, "a=1&signature=abcdefgh").Clean("The key is " + TransportHarness.ApiKey[..20] + "…");

        Assert.Equal("The key is (removed)…", clean);
    }

    [Fact]
    public void What_looks_like_a_key_of_somebody_else_is_taken_out() => Assert.Equal(
        "The word (removed) is not known", new Redactor("key", "a=1&signature=b").Clean("The word " + new string('A', 32) + " is not known"));

    [Fact]
    public void Foreign_text_is_one_line_of_at_most_300_characters()
    {
        string clean = new Redactor(TransportHarness.ApiKey, "a=1&signature=abcdefgh").Clean("a\r\nb\u0007 " + string.Concat(Enumerable.Repeat("so ", 300)));

        Assert.InRange(clean.Length, 298, 300);
        Assert.EndsWith("so…", clean, StringComparison.Ordinal);
        Assert.StartsWith("a  b ", clean, StringComparison.Ordinal);
    }

    [Fact]
    public void The_user_of_a_proxys_address_is_taken_out() =>
        Assert.Equal("proxy http://host:8080 said no", new Redactor("key", "a=1&signature=b").Clean("proxy http://me:secret@host:8080 said no"));

    [Fact]
    public async Task A_redirect_names_the_host_it_points_to_and_no_more()
    {
        var world = new TransportHarness(Html(302).With(response => response.Headers.Location = new Uri("https://user:pw@login.example:8443/path?signature=x")));

        var failure = await Assert.ThrowsAsync<NetworkFailureException>(() => world.Client().TestAsync(Token));

        Assert.Equal(302, failure.StatusCode);
        Assert.Contains("redirects to https://login.example:8443 (302 Found", failure.Message, StringComparison.Ordinal);
        Assert.DoesNotContain("path", failure.Message.Replace("/papi/v1/margin/forceOrders", "", StringComparison.Ordinal), StringComparison.Ordinal);
        Assert.DoesNotContain("user", failure.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_content_type_is_cleaned_and_cut()
    {
        var named = new TransportHarness(Text(200, "x", "text/" + TransportHarness.ApiKey));
        var endless = new TransportHarness(Text(200, "x", "text/" + string.Concat(Enumerable.Repeat("so.", 300))));

        var failure = await Assert.ThrowsAsync<InvalidResponseException>(() => named.Client(retries: 0).TestAsync(Token));
        var cut = await Assert.ThrowsAsync<InvalidResponseException>(() => endless.Client(retries: 0).TestAsync(Token));

        AssertClean(failure, named);
        Assert.Contains("(content type text/so.so.so.", cut.Message, StringComparison.Ordinal);
        Assert.DoesNotContain(string.Concat(Enumerable.Repeat("so.", 20)), cut.Message, StringComparison.Ordinal);
    }

    private static string Fill(string echo, ScriptedHandler exchange)
    {
        Arrival arrival = exchange.Arrivals[^1];
        return echo
            .Replace("{query}", arrival.Address.Query, StringComparison.Ordinal)
            .Replace("{signature}", arrival.Signature, StringComparison.Ordinal)
            .Replace("{rawSignature}", Uri.UnescapeDataString(arrival.Signature), StringComparison.Ordinal)
            .Replace("{escapedSignature}", Uri.UnescapeDataString(arrival.Signature).Replace("+", "\\u002B", StringComparison.Ordinal), StringComparison.Ordinal)
            .Replace("{key}", arrival.ApiKey, StringComparison.Ordinal)
            .Replace("{KEY}", arrival.ApiKey!.ToUpperInvariant(), StringComparison.Ordinal)
            .Replace("{url}", arrival.Address.AbsoluteUri, StringComparison.Ordinal)
            .Replace("{long}", new string('y', 285), StringComparison.Ordinal);
    }

    private static Step EchoesError(string echo) => (exchange, token) => Error(400, -9999, Fill(echo, exchange))(exchange, token);

    private static Step EchoesException(string echo) => (exchange, token) =>
        Throws(new HttpRequestException(Fill(echo, exchange), new SocketException((int)SocketError.ConnectionReset)))(exchange, token);

    private static Step EchoesField(string echo) => (exchange, token) =>
        Text(200, $$"""{"rows":[{"orderId":"{{Fill(echo, exchange)}}"}],"total":1}""")(exchange, token);

    private static void AssertClean(object thing, TransportHarness world)
    {
        foreach (string text in Texts(thing))
        {
            foreach (Arrival arrival in world.Exchange.Arrivals)
            {
                string signature = Uri.UnescapeDataString(arrival.Signature);
                string[] secrets = [signature, signature[..12], arrival.Signature, arrival.Signature[..12], TransportHarness.ApiKey, TransportHarness.ApiKey[..8], "timestamp="];
                Assert.All(secrets, secret => Assert.DoesNotContain(secret, text, StringComparison.OrdinalIgnoreCase));
            }
        }
    }

    /// <summary>Every text that can be reached: messages, inner exceptions, data, and the values of all properties.</summary>
    private static IEnumerable<string> Texts(object thing)
    {
        yield return thing.ToString()!;
        foreach (PropertyInfo property in thing.GetType().GetProperties().Where(property => property.GetIndexParameters().Length == 0))
        {
            object? value = property.GetValue(thing);
            foreach (string text in value switch
            {
                Exception inner => Texts(inner),
                IDictionary data => data.Values.Cast<object?>().Concat(data.Keys.Cast<object?>()).Select(item => item?.ToString() ?? ""),
                _ => [value?.ToString() ?? ""],
            })
            {
                yield return text;
            }
        }
    }
}
