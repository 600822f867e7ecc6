using PortfolioMargin.Client.Errors;
using PortfolioMargin.Client.Json;
using PortfolioMargin.Client.Requests;

namespace PortfolioMargin.Client.Tests.Requests;

/// <summary>What follows an attempt; docs/reliability.md has the failures, and <see cref="Errors.ReliabilityTableTests"/> tries them.</summary>
public sealed class RetryDecisionTests
{
    [Fact]
    public void A_page_ends_the_request_and_tells_the_rate_limiter_that_the_exchange_takes_more()
    {
        RetryDecision decision = RetryDecision.For(new Attempt { Page = new Page<ForceOrder>([], Total: 0) }, clockCorrected: false);

        Assert.Equal((RetryAction.Accept, ServerSignal.Accepted), (decision.Action, decision.Signal));
        Assert.False(decision.IsRetry);
    }
}
