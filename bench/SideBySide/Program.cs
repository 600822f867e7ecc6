using System.Diagnostics;
using PortfolioMargin.Benchmarks.SideBySide;

if (!OperatingSystem.IsLinux())
{
    Console.Error.WriteLine("The module takes no other certificate than one the system trusts; only on Linux can that be said for one child process (SSL_CERT_FILE).");
    return 2;
}

if (!Child.Exists("pwsh"))
{
    Console.Error.WriteLine("pwsh is needed: this measures what a user of it feels.");
    return 2;
}

// A first argument that is a number scales how often each measurement is repeated; the others name sections.
double effort = args.Length > 0 && double.TryParse(args[0], System.Globalization.CultureInfo.InvariantCulture, out double given) ? given : 1;
HashSet<string> only = [.. args.Where(argument => !double.TryParse(argument, out _))];
int Times(int count) => Math.Max(2, (int)(count * effort));
bool Wanted(string section) => only.Count == 0 || only.Contains(section);

Build();
Console.WriteLine(World.Machine);
await using (World world = await World.CreateAsync())
{
    Section("import", () => ImportSection.Run(world, Times(15)));
    Section("whole", () => WholeSection.Run(world, Times(11)));
    Section("warm", () => WarmSection.Run(world, Times(25)));
    Section("peers", () => PeersSection.Run(world, Times(5)));
    Section("profile", () => ProfileSection.Run(world, Times(7)));
    Section("linear", () => LinearSection.Run(world, Times(25)));
}

if (Wanted("http1"))
{
    await Http1Section.RunAsync(Times(5));
}

if (Wanted("flat"))
{
    await FlatSection.RunAsync();
}

return 0;

void Section(string name, Action run)
{
    if (Wanted(name))
    {
        run();
    }
}

void Build()
{
    using Process build = Process.Start(
        "dotnet", ["build", Places.ModuleProject, "-c", "Release", "-v", "q", "-nologo", "-clp:NoSummary", $"-p:ModuleLayout={Places.ModuleLayout}"]);
    build.WaitForExit();
    if (build.ExitCode != 0)
    {
        throw new InvalidOperationException("The module does not build.");
    }
}
