using System.Reflection;

namespace PortfolioMargin.PackageTests.Support;

/// <summary>
/// The rule by which a reference is met: an assembly of that name and public key token is there, with that version or a higher one.
/// </summary>
internal static class References
{
    /// <summary>Every reference of the shipped assemblies that neither they nor the platform meet.</summary>
    public static IReadOnlyList<string> Unmet(IReadOnlyList<AssemblyFile> shipped, IReadOnlyCollection<AssemblyName> platform)
    {
        ILookup<string, AssemblyName> there = shipped.Select(file => file.Identity).Concat(platform)
            .ToLookup(name => name.Name!, StringComparer.OrdinalIgnoreCase);
        return
        [
            .. from file in shipped
               from reference in file.References
               where !there[reference.Name!].Any(name => Meets(name, reference))
               select $"{file.Identity.Name} needs {reference.FullName}",
        ];
    }

    private static bool Meets(AssemblyName there, AssemblyName reference) =>
        there.Version >= reference.Version
        && (there.GetPublicKeyToken() ?? []).SequenceEqual(reference.GetPublicKeyToken() ?? []);
}
