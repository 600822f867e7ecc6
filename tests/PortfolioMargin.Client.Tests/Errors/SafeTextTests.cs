using CsCheck;
using PortfolioMargin.Client.Errors;
using PortfolioMargin.Client.Tests.Requests;
using static PortfolioMargin.Client.Tests.Requests.Answers;

namespace PortfolioMargin.Client.Tests.Errors;

/// <summary>Text from outside cannot steer a terminal, turn the direction of reading or flood a message.</summary>
public sealed class SafeTextTests
{
    private static CancellationToken Token => TestContext.Current.CancellationToken;

    private static readonly Gen<string> HostileTexts = Gen.Int[0, HostileText.All.Count - 1].Select(i => HostileText.All[i]);

    private static readonly Gen<string> Texts = Gen.OneOf(
        Gen.String,
        HostileTexts,
        Gen.Select(Gen.String, HostileTexts, Gen.String, (before, hostile, after) => before + hostile + after));

    [Fact]
    public void No_text_keeps_a_character_that_a_terminal_obeys() => Gen.Select(Texts, Gen.Int[2, 400]).Sample((text, maximum) =>
    {
        string shown = SafeText.ForDisplay(text, maximum);

        HostileText.AssertHarmless(shown);
        Assert.True(shown.Length <= maximum, $"{shown.Length} > {maximum}");
        Assert.Equal(shown, SafeText.ForDisplay(shown, maximum));
    });

    [Fact]
    public void Plain_text_stays_as_it_is() => Gen.Char["abcXYZ 0189.,:;_-/äß币安人生€"].Array[0, 100].Select(letters => new string(letters)).Sample(text =>
        Assert.Equal(text.Trim(), SafeText.ForDisplay(text, 100)));

    [Theory]
    [InlineData(null, 40, "")]
    [InlineData("a\r\n\tb", 40, "a   b")]
    [InlineData("币安人生USDT", 8, "币安人生USDT")]
    [InlineData("币安人生USDT", 7, "币安人生US…")]
    [InlineData("a\u001b[31mb", 40, "a[31mb")]
    [InlineData("12345678", 8, "12345678")]
    [InlineData("123456789", 8, "1234567…")]
    [InlineData("123456😀😀", 8, "123456…")]
    public void A_text_is_one_short_line(string? text, int maximum, string shown) => Assert.Equal(shown, SafeText.ForDisplay(text, maximum));

    [Fact]
    public void Half_a_surrogate_pair_is_replaced() => Assert.Equal("x\ufffdy\ufffd", SafeText.ForDisplay("x" + (char)0xD83D + "y" + (char)0xDE00, 40));

    [Fact]
    public async Task Nothing_that_an_exchange_or_a_proxy_says_steers_a_terminal_through_a_message()
    {
        foreach (string hostile in HostileText.All)
        {
            foreach (Step step in (Step[])[InWords(hostile), InException(hostile), InValue(hostile), InFieldName(hostile), InContentType(hostile), InRedirect(hostile)])
            {
                var world = new TransportHarness(step);

                Exception? failure = await Record.ExceptionAsync(() => world.Finish(world.Client(retries: 1).TestAsync(Token)));

                HostileText.AssertHarmless(failure!.Message);
                HostileText.AssertHarmless((failure as InvalidResponseException)?.Field ?? "");
                Assert.All(world.Recorder.Requests, report => HostileText.AssertHarmless(report.Failure ?? ""));
                Assert.All(world.Recorder.Waits, report => HostileText.AssertHarmless(report.Reason));
            }
        }
    }

    [Fact]
    public void A_secret_that_is_broken_up_by_invisible_characters_is_taken_out()
    {
        string echoed = string.Join('\u200b', TransportHarness.ApiKey.ToCharArray());

        string clean = new Redactor(TransportHarness.ApiKey, "a=1&signature=0a1b2c3d").Clean("The key " + echoed + " is not known");

        Assert.Equal("The key (removed) is not known", clean);
    }

    private static string Escaped(string text) => string.Concat(text.Select(character => $"\\u{(int)character:x4}"));

    private static Step InWords(string hostile) => Error(400, -9999, "Words " + Escaped(hostile) + " that vary");

    private static Step InException(string hostile) => Throws(new HttpRequestException("No way " + hostile + " to go"));

    private static Step InValue(string hostile) => Text(200, $$"""{"rows":[{"orderId":"{{Escaped(hostile)}}"}],"total":1}""");

    private static Step InFieldName(string hostile) => Text(200, $$"""{"rows":[{"orderId":1,"{{Escaped(hostile)}}x":{"a":1,"a":2},"{{Escaped(hostile)}}x":1}],"total":1}""");

    private static Step InContentType(string hostile) => Html(200).With(response =>
    {
        response.Content.Headers.Remove("Content-Type");
        response.Content.Headers.TryAddWithoutValidation("Content-Type", "text/" + hostile.Replace("\r", "", StringComparison.Ordinal).Replace("\n", "", StringComparison.Ordinal));
    });

    private static Step InRedirect(string hostile) => Html(302).With(response => response.Headers.TryAddWithoutValidation(
        "Location", "https://x" + hostile.Replace("\r", "", StringComparison.Ordinal).Replace("\n", "", StringComparison.Ordinal) + ".example/"));
}
