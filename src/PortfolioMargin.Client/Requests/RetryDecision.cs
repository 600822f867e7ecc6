using PortfolioMargin.Client.Errors;
using PortfolioMargin.Client.RateLimiting;

namespace PortfolioMargin.Client.Requests;

/// <summary>What follows an attempt: the row of <see cref="FailureTable"/>, and where it has a condition, what that comes to.</summary>
/// <param name="Action">What follows.</param>
/// <param name="Rule">The row; <see langword="null"/> when the page is there.</param>
internal readonly record struct RetryDecision(RetryAction Action, FailureRule? Rule)
{
    /// <summary>Whether the retry loop makes the attempt again.</summary>
    public bool IsRetry => Action is RetryAction.BackOff or RetryAction.WaitForLimit;

    /// <summary>What the rate limiter learns.</summary>
    public ServerSignal Signal => Action == RetryAction.Accept ? ServerSignal.Accepted : Rule?.Signal ?? ServerSignal.Unknown;

    /// <summary>Decides.</summary>
    /// <param name="attempt">The attempt. One that was given up after its headers is judged by its status.</param>
    /// <param name="clockCorrected">Whether the clock was corrected for this request already.</param>
    public static RetryDecision For(Attempt attempt, bool clockCorrected)
    {
        if (attempt.Page is not null)
        {
            return new RetryDecision(RetryAction.Accept, null);
        }

        FailureRule rule = FailureTable.RuleFor(attempt.Failure ?? new Failure { StatusCode = attempt.StatusCode });
        return new RetryDecision(
            rule.Action switch
            {
                RetryAction.BackOff or RetryAction.WaitForLimit when attempt.Head?.RetryAfter > Delay.Longest => RetryAction.GiveUp,
                RetryAction.CorrectClock when clockCorrected || attempt.Head?.Date is null => RetryAction.GiveUp,
                RetryAction action => action,
            },
            rule);
    }
}
