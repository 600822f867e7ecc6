using System.Reflection;
using System.Xml.Linq;

namespace PortfolioMargin.PackageTests.Support;

/// <summary>The assemblies that are there before the module comes.</summary>
internal static class Platforms
{
    /// <summary>What PowerShellStandard.Library 5.1 stands for: the engine of Windows PowerShell 5.1; PowerShell 7 has a higher version.</summary>
    private static readonly AssemblyName Engine =
        new("System.Management.Automation, Version=3.0.0.0, Culture=neutral, PublicKeyToken=31bf3856ad364e35");

    /// <summary>.NET Framework 4.7.2 and the engine, from the list that ships with its reference assemblies; netstandard is among its facades.</summary>
    public static IReadOnlyList<AssemblyName> Framework472 { get; } =
    [
        Engine,
        .. XDocument.Load(Path.Combine(AppContext.BaseDirectory, "net472.FrameworkList.xml")).Root!.Elements("File").Select(file => new AssemblyName(
            $"{file.Attribute("AssemblyName")!.Value}, Version={file.Attribute("Version")!.Value}, PublicKeyToken={file.Attribute("PublicKeyToken")!.Value}")),
        new AssemblyName("netstandard, Version=2.0.0.0, PublicKeyToken=cc7b13ffcd2ddd51"),
    ];

    /// <summary>
    /// .NET 8's shared framework and the engine. Read from the runtime these tests run on: an assembly that is newer than 8 here had
    /// version 8 there, and one that .NET 8 did not have yet could not be referred to with a version that low.
    /// </summary>
    public static IReadOnlyList<AssemblyName> Net8 { get; } =
    [
        Engine,
        .. Directory.GetFiles(Path.GetDirectoryName(typeof(object).Assembly.Location)!, "*.dll").Select(NameOf).OfType<AssemblyName>().Select(AsOfNet8),
    ];

    private static AssemblyName AsOfNet8(AssemblyName name)
    {
        var copy = (AssemblyName)name.Clone();
        copy.Version = name.Version!.Major > 8 ? new Version(8, 0, 0, 0) : name.Version;
        return copy;
    }

    private static AssemblyName? NameOf(string path)
    {
        try
        {
            return AssemblyName.GetAssemblyName(path);
        }
        catch (BadImageFormatException)
        {
            return null; // A native library.
        }
    }
}
