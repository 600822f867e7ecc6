using PortfolioMargin.Client.Errors;

namespace PortfolioMargin.Client.Watching;

/// <summary>
/// A file that one run holds at a time and that is replaced whole. Beside it lies an empty file whose name ends in <c>.lock</c>: the run
/// that has it open owns the checkpoint, and the operating system lets go of it when the process ends, however it ends.
/// </summary>
internal sealed class CheckpointFile : IDisposable
{
    /// <summary>No checkpoint is nearly as large.</summary>
    private const int LargestFile = 64 * 1024 * 1024;

    private readonly FileStream _lock;
    private readonly Action? _onStep;

    private CheckpointFile(string path, FileStream held, Action? onStep)
    {
        Path = path;
        _lock = held;
        _onStep = onStep;
    }

    /// <summary>The file's full path.</summary>
    public string Path { get; }

    private string TemporaryPath => Path + ".tmp";

    /// <summary>Takes hold of a file, which need not exist, and makes sure that it can be written.</summary>
    /// <param name="path">The full path.</param>
    /// <param name="onStep">Called between the steps of <see cref="Write"/>.</param>
    /// <exception cref="CheckpointInUseException">Another run holds it.</exception>
    /// <exception cref="CheckpointUnreadableException">Its folder is not there, or cannot be written to.</exception>
    public static CheckpointFile Open(string path, Action? onStep = null)
    {
        EnsureFolder(path);
        FileStream held = Hold(path);
        try
        {
            var file = new CheckpointFile(path, held, onStep);
            file.EnsureWritable();
            return file;
        }
        catch
        {
            held.Dispose();
            throw;
        }
    }

    private static void EnsureFolder(string path)
    {
        try
        {
            string? folder = System.IO.Path.GetDirectoryName(path);
            if (Directory.Exists(path) || folder is null)
            {
                throw Unusable(path, "it is a folder");
            }

            if (!Directory.Exists(folder))
            {
                throw Unusable(path, $"the folder {folder} does not exist");
            }
        }
        catch (Exception failure) when (IsFileFailure(failure))
        {
            throw Unusable(path, failure);
        }
    }

    /// <summary>What is in it; <see langword="null"/> when it does not exist.</summary>
    /// <exception cref="CheckpointUnreadableException">It cannot be read.</exception>
    public byte[]? Read()
    {
        try
        {
            var file = new FileInfo(Path);
            return !file.Exists ? null
                : file.Length <= LargestFile ? File.ReadAllBytes(Path)
                : throw Unusable(Path, "it is too large to be a checkpoint");
        }
        catch (Exception failure) when (IsFileFailure(failure))
        {
            throw Unusable(Path, failure);
        }
    }

    /// <summary>Replaces what is in it: a temporary file in the same folder is written, flushed to the disk, and takes its name.</summary>
    /// <exception cref="CheckpointUnreadableException">It cannot be written. What was in it stays.</exception>
    public void Write(byte[] content)
    {
        try
        {
            _onStep?.Invoke();
            using (var temporary = new FileStream(TemporaryPath, FileMode.Create, FileAccess.Write, FileShare.None))
            {
                _onStep?.Invoke();
                temporary.Write(content, 0, content.Length / 2);
                temporary.Flush();
                _onStep?.Invoke();
                temporary.Write(content, content.Length / 2, content.Length - (content.Length / 2));
                temporary.Flush(flushToDisk: true);
            }

            _onStep?.Invoke();
            if (File.Exists(Path))
            {
                File.Replace(TemporaryPath, Path, null);
            }
            else
            {
                File.Move(TemporaryPath, Path);
            }

            _onStep?.Invoke();
        }
        catch (Exception failure) when (IsFileFailure(failure))
        {
            throw Unusable(Path, failure);
        }
    }

    /// <summary>Lets go of it.</summary>
    public void Dispose() => _lock.Dispose();

    private static FileStream Hold(string path)
    {
        try
        {
            return new FileStream(path + ".lock", FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.None);
        }
        catch (IOException failure) when (FileErrors.IsHeldByAnother(failure))
        {
            throw new CheckpointInUseException($"The checkpoint {path} is in use: another run watches with it.") { Path = path };
        }
        catch (Exception failure) when (IsFileFailure(failure))
        {
            throw Unusable(path, failure);
        }
    }

    /// <summary>A run that finds out only after its first look would have handed out orders that nobody remembers.</summary>
    private void EnsureWritable()
    {
        try
        {
            new FileStream(TemporaryPath, FileMode.Create, FileAccess.Write, FileShare.None, 1, FileOptions.DeleteOnClose).Dispose();
            if (File.Exists(Path))
            {
                new FileStream(Path, FileMode.Open, FileAccess.ReadWrite, FileShare.ReadWrite | FileShare.Delete).Dispose();
            }
        }
        catch (Exception failure) when (IsFileFailure(failure))
        {
            throw Unusable(Path, failure);
        }
    }

    /// <summary>What the platform throws for a path that it cannot read, or a file that it cannot use.</summary>
    private static bool IsFileFailure(Exception failure) =>
        failure is IOException or UnauthorizedAccessException or NotSupportedException or ArgumentException or System.Security.SecurityException;

    private static CheckpointUnreadableException Unusable(string path, Exception failure) =>
        new($"The checkpoint {path} cannot be used: {failure.Message}") { Path = path };

    private static CheckpointUnreadableException Unusable(string path, string reason) => new($"The checkpoint {path} cannot be used: {reason}.") { Path = path };
}
