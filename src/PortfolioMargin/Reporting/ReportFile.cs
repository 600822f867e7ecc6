namespace PortfolioMargin.Reporting;

/// <summary>
/// The file a report is written to: whole or not at all. What is written goes into a file beside it first, which takes its place in one
/// step when it is complete, and is deleted when it never is.
/// </summary>
internal sealed class ReportFile : IDisposable
{
    private readonly string _path;
    private readonly string _unfinished;
    private readonly bool _keepsExisting;
    private bool _isDone;

    private ReportFile(string path, bool keepsExisting, string unfinished, FileStream stream) =>
        (_path, _keepsExisting, _unfinished, Stream) = (path, keepsExisting, unfinished, stream);

    /// <summary>Where the report is written.</summary>
    public Stream Stream { get; }

    /// <summary>Makes sure that a report can be written there.</summary>
    /// <param name="path">The full path.</param>
    /// <param name="keepsExisting">Whether a file that is there stays as it is.</param>
    /// <exception cref="ReportExistsException">There is a file, and it is to stay.</exception>
    /// <exception cref="ReportNotWritableException">No file can be written there.</exception>
    public static ReportFile Create(string path, bool keepsExisting) => Guard(path, () =>
    {
        if (Directory.Exists(path))
        {
            throw new ReportNotWritableException($"'{path}' is a folder, not a file.");
        }

        var existing = new FileInfo(path);
        if (existing.Exists && keepsExisting)
        {
            throw new ReportExistsException($"The file '{path}' exists already.");
        }

        if (existing.Exists && existing.IsReadOnly)
        {
            throw new ReportNotWritableException($"The file '{path}' is read-only.");
        }

        string unfinished = Path.Combine(Path.GetDirectoryName(path)!, $".{Path.GetFileName(path)}.{Guid.NewGuid():N}.tmp");
        return new ReportFile(path, keepsExisting, unfinished, new FileStream(unfinished, FileMode.CreateNew, FileAccess.Write, FileShare.None));
    });

    /// <summary>Writes the report, and puts it in its place.</summary>
    /// <exception cref="ReportExistsException">Meanwhile a file has come there that is to stay.</exception>
    /// <exception cref="ReportNotWritableException">The report cannot be written, as when the disk is full.</exception>
    public void Complete(Action<Stream> write) => Guard(_path, () =>
    {
        write(Stream);
        Stream.Dispose();
        if (!File.Exists(_path))
        {
            File.Move(_unfinished, _path);
        }
        else if (_keepsExisting)
        {
            throw new ReportExistsException($"The file '{_path}' exists by now.");
        }
        else
        {
            File.Replace(_unfinished, _path, destinationBackupFileName: null);
        }

        _isDone = true;
        return true;
    });

    /// <summary>Deletes what was not finished.</summary>
    public void Dispose()
    {
        if (_isDone)
        {
            return;
        }

        _isDone = true;
        try
        {
            Stream.Dispose();
            File.Delete(_unfinished);
        }
        catch (Exception failure) when (failure is IOException or UnauthorizedAccessException)
        {
            // Whoever disposes is on the way out with a failure of its own, which is the one to tell.
        }
    }

    private static T Guard<T>(string path, Func<T> action)
    {
        try
        {
            return action();
        }
        catch (Exception failure) when (failure is IOException or UnauthorizedAccessException or NotSupportedException or ArgumentException or System.Security.SecurityException)
        {
            throw new ReportNotWritableException($"The report cannot be written to '{path}': {failure.Message}");
        }
    }
}
