using System.Diagnostics;
using System.Text;

namespace PortfolioMargin.Client.Tests.Keys;

/// <summary>The OpenSSL program, version 3 or later, in a folder of its own. Its files go with it.</summary>
public sealed class OpenSsl : IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("portfolio-margin-keys-").FullName;

    public OpenSsl()
    {
        try
        {
            IsPresent = Run("version").StartsWith("OpenSSL 3", StringComparison.Ordinal) || Run("version").StartsWith("OpenSSL 4", StringComparison.Ordinal);
        }
        catch (Exception e) when (e is System.ComponentModel.Win32Exception or InvalidOperationException)
        {
            return;
        }

        if (!IsPresent)
        {
            return;
        }

        Run("genpkey", "-algorithm", "RSA", "-pkeyopt", "rsa_keygen_bits:2048", "-out", "rsa.pem");
        Run("genpkey", "-algorithm", "ed25519", "-out", "ed25519.pem");
        Run("pkey", "-in", "rsa.pem", "-pubout", "-out", "rsa.pub");
        Run("pkey", "-in", "ed25519.pem", "-pubout", "-out", "ed25519.pub");
    }

    public bool IsPresent { get; }

    public string PathOf(string file) => Path.Combine(_folder, file);

    public void Write(string file, string text) => File.WriteAllText(PathOf(file), text, new UTF8Encoding(encoderShouldEmitUTF8Identifier: false));

    /// <summary>Runs a command in the folder and returns what it wrote.</summary>
    public string Run(params string[] arguments)
    {
        var start = new ProcessStartInfo("openssl", arguments)
        {
            WorkingDirectory = _folder,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            UseShellExecute = false,
        };
        using Process process = Process.Start(start)!;
        Task<string> errors = process.StandardError.ReadToEndAsync();
        string output = process.StandardOutput.ReadToEnd();
        process.WaitForExit();
        return process.ExitCode == 0
            ? output
            : throw new InvalidOperationException($"openssl {string.Join(' ', arguments)}: {errors.GetAwaiter().GetResult()}");
    }

    public void Dispose() => Directory.Delete(_folder, recursive: true);
}
