using PortfolioMargin.Sandbox.Protocol;

namespace PortfolioMargin.Sandbox.Faults;

/// <summary>An answer that has nothing to do with what was asked.</summary>
internal sealed class FixedAnswer(Func<FaultScene, Answer> answer) : Fault
{
    internal override Task<Answer> AnswerAsync(FaultScene scene, Func<PageTweak, Task<Answer>> serve, PageTweak tweak, CancellationToken cancellationToken) =>
        Task.FromResult(answer(scene));
}

/// <summary>The right answer, spoilt.</summary>
internal sealed class ChangedAnswer(Func<Answer, Answer> change) : Fault
{
    internal override async Task<Answer> AnswerAsync(FaultScene scene, Func<PageTweak, Task<Answer>> serve, PageTweak tweak, CancellationToken cancellationToken) =>
        change(await serve(tweak).ConfigureAwait(false));
}

/// <summary>A page that is not what an honest exchange would serve.</summary>
internal sealed class TweakedPage(Func<PageTweak, PageTweak> change) : Fault
{
    internal override Task<Answer> AnswerAsync(FaultScene scene, Func<PageTweak, Task<Answer>> serve, PageTweak tweak, CancellationToken cancellationToken) =>
        serve(change(tweak));
}

/// <summary>A page with a total that is not the true one.</summary>
internal sealed class WrongTotal(Func<long, int, long?> total) : Fault
{
    internal override Task<Answer> AnswerAsync(FaultScene scene, Func<PageTweak, Task<Answer>> serve, PageTweak tweak, CancellationToken cancellationToken) =>
        serve(tweak with { Total = truth => total(truth, scene.RequestNumber) });
}

/// <summary>No answer until the client gives up.</summary>
internal sealed class Silence : Fault
{
    internal override async Task<Answer> AnswerAsync(FaultScene scene, Func<PageTweak, Task<Answer>> serve, PageTweak tweak, CancellationToken cancellationToken)
    {
        await Task.Delay(Timeout.InfiniteTimeSpan, cancellationToken).ConfigureAwait(false);
        return await serve(tweak).ConfigureAwait(false);
    }
}

/// <summary>A connection that is reset before the answer.</summary>
internal sealed class Reset : Fault
{
    internal override Task<Answer> AnswerAsync(FaultScene scene, Func<PageTweak, Task<Answer>> serve, PageTweak tweak, CancellationToken cancellationToken) =>
        throw new HttpRequestException("An error occurred while sending the request.", BreakingStream.ConnectionReset());
}

/// <summary>An answer that takes longer.</summary>
internal sealed class Delay(TimeSpan delay) : Fault
{
    internal override async Task<Answer> AnswerAsync(FaultScene scene, Func<PageTweak, Task<Answer>> serve, PageTweak tweak, CancellationToken cancellationToken)
    {
        await scene.Clock.DelayAsync(delay, cancellationToken).ConfigureAwait(false);
        return await serve(tweak).ConfigureAwait(false);
    }
}

/// <summary>A change of the exchange itself.</summary>
internal sealed class ExchangeEvent(Action<FaultScene> change) : Fault
{
    internal override void Happen(FaultScene scene) => change(scene);
}
