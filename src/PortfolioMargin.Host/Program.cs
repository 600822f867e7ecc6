using PortfolioMargin.Host;

try
{
    HostArguments arguments = HostArguments.Parse(args);
    if (arguments.IsHelp)
    {
        Console.WriteLine(HostArguments.Help);
        return 0;
    }

    using var session = new Session(arguments);
    return arguments switch
    {
        { Command: { } command } => session.Run(command),
        { File: { } file } => session.RunFile(file),
        _ => Demo.Run(session),
    };
}
catch (UsageException wrong)
{
    Console.Error.WriteLine(wrong.Message);
    return 1;
}
