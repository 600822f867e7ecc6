using PortfolioMargin.Client.Tests.Requests;

namespace PortfolioMargin.Client.Tests.Errors;

/// <summary>A message says what happened and what explains it. What to do is said once, by the error record.</summary>
public sealed class FailureMessageTests
{
    private static readonly string[] WordsOfAdvice = [" check ", " try ", " wait ", " look for ", " give ", " allow ", " ask for ", " must be "];

    public static TheoryData<string> Rows() => [.. Faults.Scripts.Keys];

    [Theory]
    [MemberData(nameof(Rows))]
    public async Task A_message_gives_no_advice(string fault)
    {
        string message = await MessageAfter(fault);

        Assert.All(WordsOfAdvice, word => Assert.DoesNotContain(word, message.Replace(':', ' '), StringComparison.OrdinalIgnoreCase));
    }

    [Theory]
    [InlineData("400 -21001 (no Portfolio Margin account)", "The account of this key is not a Portfolio Margin account.")]
    [InlineData("418 with `Retry-After: 600`", "until 2026-06-01 12:10:00 UTC")]
    [InlineData("418 with `Retry-After: 600`", "Nothing more is sent to it before then.")]
    [InlineData("400 -1127", "The window is longer than the exchange accepts.")]
    [InlineData("certificate not trusted", "This cannot be overridden.")]
    [InlineData("301 to another host", "Redirects are not followed, because the key must not go elsewhere.")]
    [InlineData("404 with HTML", "The endpoint does not seem to be there.")]
    [InlineData("400 -1022", "page 1: 400 Bad Request (-1022: Words that vary). Tried once, 0 ms.")]
    public async Task A_message_says_what_explains_the_failure(string fault, string fact) =>
        Assert.Contains(fact, await MessageAfter(fault), StringComparison.Ordinal);

    private static async Task<string> MessageAfter(string fault)
    {
        var world = new TransportHarness(Faults.Scripts[fault]);
        Exception? failure = await Record.ExceptionAsync(() => world.Finish(world.Client().TestAsync(TestContext.Current.CancellationToken)));
        return failure?.Message ?? "";
    }
}
