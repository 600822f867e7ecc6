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

    public string PackagePath { get; private set; } = "";

    /// <summary>The folder with the installed module.</summary>
    public string Installed => Path.Combine(_folder, "PortfolioMargin");

    public XElement Metadata { get; private set; } = new("none");

    public async ValueTask InitializeAsync()
    {
        await PackAsync();
        PackagePath = Assert.Single(Directory.GetFiles(_folder, "*.nupkg"));
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

    public ValueTask DisposeAsync()
    {
        try
        {
            Directory.Delete(_folder, recursive: true);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            // Windows keeps an imported assembly's file until this process ends.
        }

        return ValueTask.CompletedTask;
    }

    private async Task PackAsync()
    {
        var start = new ProcessStartInfo("dotnet")
        {
            WorkingDirectory = Repository.Root,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            RedirectStandardInput = true,
            ArgumentList =
            {
                "pack", "build/PortfolioMargin.Package.csproj", "--nologo", "-c", Repository.Configuration,
                "-p:NoBuild=true", "-o", _folder, "-nodeReuse:false", "-tl:off",
            },
        };
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
    }
}
