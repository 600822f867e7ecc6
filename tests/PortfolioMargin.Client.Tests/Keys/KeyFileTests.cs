using System.Diagnostics;
using PortfolioMargin.Client.Keys;

namespace PortfolioMargin.Client.Tests.Keys;

/// <summary>What is special about files: who may read them, what is none, and how their names are shown.</summary>
public sealed class KeyFileTests : IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("portfolio-margin-files-").FullName;

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [Theory]
    [InlineData("600", false)]
    [InlineData("400", false)]
    [InlineData("640", true)]
    [InlineData("604", true)]
    [InlineData("602", true)]
    [InlineData("620", true)]
    public void A_file_that_others_may_read_or_change_is_read_with_one_warning(string mode, bool warns)
    {
        Assert.SkipWhen(OperatingSystem.IsWindows(), "Windows has access lists instead of modes.");
        string path = WriteKey("key.pem");
        SetMode(path, mode);
        List<string> warnings = [];

        Signers.FromFile(path, null, warnings).Dispose();

        Assert.Equal(warns ? 1 : 0, warnings.Count);
        Assert.All(warnings, warning => Assert.Contains($"{path}' may be read or changed by others on this machine (the mode is {mode})", warning, StringComparison.Ordinal));
    }

    [Fact]
    public void A_symbolic_link_is_judged_by_the_file_it_leads_to()
    {
        Assert.SkipWhen(OperatingSystem.IsWindows(), "Windows has access lists instead of modes.");
        string path = WriteKey("key.pem");
        SetMode(path, "600");
        string link = Path.Combine(_folder, "link.pem");
        File.CreateSymbolicLink(link, path);
        List<string> warnings = [];

        Signers.FromFile(link, null, warnings).Dispose();

        Assert.Empty(warnings);
    }

    [Fact]
    public void A_name_with_escape_and_bidirectional_characters_is_shown_without_them()
    {
        string path = Path.Combine(_folder, "k\u001b]0;title\u0007\u009b31m\u202eyek.pem");
        Exception missing = Assert.Throws<PrivateKeyUnreadableException>(() => Signers.FromFile(path, null));
        Exception impossible = Assert.Throws<PrivateKeyUnreadableException>(() => Signers.FromFile(path + "\0", null));
        Exception tooLong = Assert.Throws<PrivateKeyUnreadableException>(() => Signers.FromFile(path + new string('x', 5_000), null));

        Assert.All([missing, impossible, tooLong], error =>
        {
            Assert.DoesNotContain(error.ToString(), character => character is '\u001b' or '\u0007' or '\u009b' or '\u202e' or '\0');
            Assert.InRange(error.Message.Length, 1, 700);
        });
        Assert.Contains("k]0;title31myek.pem' ", missing.Message.Replace(":", " ", StringComparison.Ordinal), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_named_pipe_can_be_read_and_can_be_given_up()
    {
        Assert.SkipWhen(OperatingSystem.IsWindows(), "Pipes of Windows are no files.");
        string pipe = MakePipe();
        Task<IRequestSigner> reading = Task.Run(() => Signers.FromFile(pipe, null), TestContext.Current.CancellationToken);
        await File.WriteAllTextAsync(pipe, ThrowAwayKeys.TextOf("ed25519-pkcs8.pem"), TestContext.Current.CancellationToken);
        using (IRequestSigner signer = await reading)
        {
            FixedKeyTests.AssertSigns(signer, KeyType.Ed25519);
        }

        using var stop = new CancellationTokenSource();
        Task givenUp = Task.Run(() => RequestSigners.FromPrivateKeyFile(pipe, null, cancellationToken: stop.Token), TestContext.Current.CancellationToken);

        // Opening the other end waits for the reader: from here on it is inside its read, which nobody will ever answer.
        await using FileStream silent = await Task.Run(() => new FileStream(pipe, FileMode.Open, FileAccess.Write), TestContext.Current.CancellationToken);
        await stop.CancelAsync();

        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => givenUp);
    }

    [Fact]
    public void A_device_without_an_end_is_no_key_file()
    {
        Assert.SkipUnless(File.Exists("/dev/zero"), "There is no /dev/zero here.");
        var error = Assert.Throws<PrivateKeyUnreadableException>(() => Signers.FromFile("/dev/zero", null));
        Assert.Contains("longer than", error.Message, StringComparison.Ordinal);
    }

    private string WriteKey(string name)
    {
        string path = Path.Combine(_folder, name);
        File.Copy(ThrowAwayKeys.PathOf("ed25519-pkcs8.pem"), path);
        return path;
    }

    private static void SetMode(string path, string mode)
    {
        if (!OperatingSystem.IsWindows())
        {
            File.SetUnixFileMode(path, (UnixFileMode)Convert.ToInt32(mode, 8));
        }
    }

    private string MakePipe()
    {
        string path = Path.Combine(_folder, "pipe");
        using Process made = Process.Start("mkfifo", path);
        made.WaitForExit();
        Assert.Equal(0, made.ExitCode);
        return path;
    }
}
