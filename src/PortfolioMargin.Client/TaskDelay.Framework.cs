namespace PortfolioMargin.Client;

/// <summary><c>Task.Delay</c> with a clock, under the name that .NET gives it.</summary>
internal static class TaskDelay
{
    extension(Task)
    {
        public static Task Delay(TimeSpan delay, TimeProvider time, CancellationToken cancellationToken) => time.Delay(delay, cancellationToken);
    }
}
