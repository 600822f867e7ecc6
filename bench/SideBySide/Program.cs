using System.Diagnostics;
using PortfolioMargin.Benchmarks.SideBySide;

if (!OperatingSystem.IsLinux())
{
    Console.Error.WriteLine("The module takes no other certificate than one the system trusts; only on Linux can that be said for one child process (SSL_CERT_FILE).");
    return 2;
}

var effort = new Effort(args);
if (!Places.HasPwsh && !effort.IsCheck)
{
    Console.Error.WriteLine("pwsh is needed: this measures what a user of it feels.");
    return 2;
}

try
{
    Build(Places.ModuleProject, "-c", "Release", $"-p:ModuleLayout={Places.ModuleLayout}");
    if (!Places.HasPwsh)
    {
        Build(Places.HostProject, "--no-dependencies");
    }

    await MeasureAsync();
    return 0;
}
catch (MeasurementException e)
{
    Console.Error.WriteLine(e.Message);
    return 1;
}

async Task MeasureAsync()
{
    var targets = new Targets();
    Console.WriteLine(World.Machine);
    if (!Places.HasPeers)
    {
        Report.Note("The Node clients are left out: they need node, and `npm install` in bench/peers.");
    }

    await using (World world = await World.CreateAsync(effort.Rows))
    {
        Section("import", () => ImportSection.Run(world, effort, targets));
        Section("warm", () => WarmSection.Run(world, effort, targets));
        Section("whole", () => WholeSection.Run(world, effort));
        Section("profile", () => ProfileSection.Run(world, effort));
        Section("linear", () => LinearSection.Run(world, effort));
    }

    if (effort.Includes("http1"))
    {
        await Http1Section.RunAsync(effort);
    }

    if (effort.Includes("flat"))
    {
        await FlatSection.RunAsync(effort);
    }

    if (effort.IsCheck)
    {
        Report.Note("Every contender returned every row. No time of this run means anything.");
    }
    else
    {
        targets.Show();
    }
}

void Section(string name, Action run)
{
    if (effort.Includes(name))
    {
        run();
    }
}

static void Build(string project, params string[] options)
{
    using Process build = Process.Start("dotnet", ["build", project, "-v", "q", "-nologo", "-clp:NoSummary", "-p:RunAnalyzers=false", .. options]);
    build.WaitForExit();
    if (build.ExitCode != 0)
    {
        throw new MeasurementException($"{project} does not build.");
    }
}
