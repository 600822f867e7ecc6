namespace PortfolioMargin;

/// <summary>The file that remembers which orders were handed out cannot be used. It was not changed.</summary>
public abstract class CheckpointException : PortfolioMarginException
{
    /// <summary>Makes the exception.</summary>
    /// <param name="message">What happened.</param>
    protected CheckpointException(string message)
        : base(message)
    {
    }

    /// <summary>The file's path, as it was given.</summary>
    public string? Path { get; init; }
}

/// <summary>The checkpoint cannot be read or written: it is damaged, of a later version, not a checkpoint, or access to it is denied.</summary>
/// <param name="message">What happened.</param>
public sealed class CheckpointUnreadableException(string message) : CheckpointException(message);

/// <summary>The checkpoint belongs to another account, exchange or selection of orders.</summary>
/// <param name="message">What happened.</param>
public sealed class CheckpointMismatchException(string message) : CheckpointException(message);

/// <summary>Another run is using the checkpoint.</summary>
/// <param name="message">What happened.</param>
public sealed class CheckpointInUseException(string message) : CheckpointException(message);
