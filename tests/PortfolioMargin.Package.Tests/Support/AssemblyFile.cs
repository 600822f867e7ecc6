using System.Reflection;
using System.Reflection.Metadata;
using System.Reflection.PortableExecutable;

namespace PortfolioMargin.PackageTests.Support;

/// <summary>An assembly's identity and the identities it refers to, read from its file without loading it.</summary>
internal sealed record AssemblyFile(AssemblyName Identity, IReadOnlyList<AssemblyName> References)
{
    public static AssemblyFile Read(string path)
    {
        using var file = new PEReader(File.OpenRead(path));
        MetadataReader metadata = file.GetMetadataReader();
        return new AssemblyFile(
            metadata.GetAssemblyDefinition().GetAssemblyName(),
            [.. metadata.AssemblyReferences.Select(handle => metadata.GetAssemblyReference(handle).GetAssemblyName())]);
    }

    public static IReadOnlyList<AssemblyFile> ReadAll(IEnumerable<string> paths) => [.. paths.Order(StringComparer.Ordinal).Select(Read)];
}
