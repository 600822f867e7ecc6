using System.Diagnostics;
using System.IO.Compression;
using System.Xml.Linq;
using PortfolioMargin.PackageTests.Support;

[assembly: AssemblyFixture(typeof(PackedModule))]

namespace PortfolioMargin.PackageTests.Support;

/// <summary>The built module, packed as it is published, and unpacked as a repository client does it.</summary>
public sealed class PackedModule : IAsyncLifetime
{
    /// <summary>What a package holds besides the files that are installed.</summary>
    private static readonly string[] Wrapping = ["_rels/.rels", "[Content_Types].xml", "PortfolioMargin.nuspec"];

    private readonly string _folder = Directory.CreateTempSubdirectory("PortfolioMargin.Package.").FullName;

    public string PackagePath => Assert.Single(Directory.GetFiles(_folder, "*.nupkg"));

    /// <summary>The folder with the installed module.</summary>
    public string Installed => Path.Combine(_folder, "PortfolioMargin");

    public XElement Metadata { get; private set; } = new("none");

    /// <summary>The same, packed with addresses.</summary>
    public PackedModule? Addressed { get; private set; }

    public async ValueTask InitializeAsync()
    {
        await PackAsync();
        Addressed = new PackedModule();
        await Addressed.PackAsync([.. Addresses.Select(address => $"-p:{address.Key}={address.Value}")]);
    }

    /// <summary>What the package with addresses was packed with.</summary>
    public static IReadOnlyDictionary<string, string> Addresses { get; } = new Dictionary<string, string>
    {
        ["ProjectUri"] = "https://project.invalid/start?page=1",
        ["LicenseUri"] = "https://project.invalid/licence",
        ["IconUri"] = "https://project.invalid/icon.png",
        ["HelpUri"] = "https://project.invalid/help",
    };

    private async Task PackAsync(params string[] properties)
    {
        await RunAsync([
            "pack", "build/PortfolioMargin.Package.csproj", "--nologo", "-c", Repository.Configuration,
            "-p:NoBuild=true", "-o", _folder, "-nodeReuse:false", "-tl:off", .. properties]);
        using ZipArchive package = ZipFile.OpenRead(PackagePath);
        using (Stream nuspec = package.GetEntry("PortfolioMargin.nuspec")!.Open())
        {
            Metadata = XDocument.Load(nuspec).Root!.Elements().Single();
        }

        foreach (ZipArchiveEntry entry in package.Entries)
        {
            if (!Wrapping.Contains(entry.FullName) && !entry.FullName.StartsWith("package/", StringComparison.Ordinal))
            {
                string target = Path.Combine(Installed, Uri.UnescapeDataString(entry.FullName));
                Directory.CreateDirectory(Path.GetDirectoryName(target)!);
                entry.ExtractToFile(target);
            }
        }
    }

    /// <summary>An element of the package's description, or <see langword="null"/>.</summary>
    public string? Says(string element) => Metadata.Element(Metadata.Name.Namespace + element)?.Value;

    public async ValueTask DisposeAsync()
    {
        if (Addressed is not null)
        {
            await Addressed.DisposeAsync();
        }

        try
        {
            Directory.Delete(_folder, recursive: true);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            // Windows keeps an imported assembly's file until this process ends.
        }
    }

    /// <summary>Runs dotnet, and expects it to succeed.</summary>
    /// <returns>What it wrote to standard output.</returns>
    internal static async Task<string> RunAsync(string[] arguments, IReadOnlyDictionary<string, string>? environment = null)
    {
        var start = new ProcessStartInfo("dotnet", arguments)
        {
            WorkingDirectory = Repository.Root,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            RedirectStandardInput = true,
        };
        foreach ((string name, string value) in environment ?? new Dictionary<string, string>())
        {
            start.Environment[name] = value;
        }

        foreach (string inherited in start.Environment.Keys.Where(key => key.StartsWith("MSBUILD", StringComparison.OrdinalIgnoreCase)).ToArray())
        {
            start.Environment.Remove(inherited);
        }

        using Process process = Process.Start(start)!;
        process.StandardInput.Close();
        Task<string> output = process.StandardOutput.ReadToEndAsync();
        Task<string> errors = process.StandardError.ReadToEndAsync();
        await process.WaitForExitAsync();
        Assert.True(process.ExitCode == 0, await output + await errors);
        return await output;
    }
}
