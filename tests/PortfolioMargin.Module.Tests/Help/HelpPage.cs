using System.Xml.Linq;
using PortfolioMargin.ModuleTests.Support;

namespace PortfolioMargin.ModuleTests.Help;

/// <summary>A parameter as Get-Help shows it; in a syntax line or in the list of parameters.</summary>
internal sealed record HelpParameter(
    string Name, string Type, bool IsRequired, string Position, string PipelineInput, string Aliases, bool TakesWildcards, string DefaultValue, string Description);

/// <summary>An example as Get-Help shows it.</summary>
internal sealed record HelpExample(string Title, string Code);

/// <summary>What Get-Help reads of one cmdlet in one culture, from the built module.</summary>
internal sealed class HelpPage
{
    private static readonly XNamespace Maml = "http://schemas.microsoft.com/maml/2004/10";
    private static readonly XNamespace Command = "http://schemas.microsoft.com/maml/dev/command/2004/10";
    private static readonly XNamespace Dev = "http://schemas.microsoft.com/maml/dev/2004/10";
    private readonly XElement _command;

    private HelpPage(string culture, XElement command)
    {
        Culture = culture;
        _command = command;
    }

    public static IReadOnlyList<string> Cultures { get; } = ["en-US", "zh-CN"];

    public static IReadOnlyList<HelpPage> All { get; } = [.. Cultures.SelectMany(Load)];

    public string Culture { get; }

    public string Name => _command.Element(Command + "details")!.Element(Command + "name")!.Value;

    public string Synopsis => _command.Element(Command + "details")!.Element(Maml + "description")!.Value;

    public IReadOnlyList<IReadOnlyList<HelpParameter>> Syntax =>
        [.. _command.Element(Command + "syntax")!.Elements(Command + "syntaxItem").Select(Parameters)];

    public IReadOnlyList<HelpParameter> ParameterList => Parameters(_command.Element(Command + "parameters")!);

    public IReadOnlyList<string> Outputs => [.. _command.Element(Command + "returnValues")!
        .Elements(Command + "returnValue").Select(value => value.Element(Dev + "type")!.Element(Maml + "name")!.Value)];

    public IReadOnlyList<HelpExample> Examples => [.. _command.Descendants(Command + "example")
        .Select(example => new HelpExample(example.Element(Maml + "title")!.Value, example.Element(Dev + "code")!.Value))];

    /// <summary>Every paragraph there is, wherever it stands.</summary>
    public IReadOnlyList<string> Paragraphs =>
        [.. _command.Descendants(Maml + "para").Select(paragraph => paragraph.Value).Where(text => text.Length > 0)];

    public static HelpPage Of(string culture, string name) => All.Single(page => page.Culture == culture && page.Name == name);

    private static IEnumerable<HelpPage> Load(string culture)
    {
        XDocument help = XDocument.Load(Path.Combine(Layout.HelpIn(culture), "PortfolioMargin.dll-Help.xml"));
        return help.Root!.Elements(Command + "command").Select(command => new HelpPage(culture, command));
    }

    private static List<HelpParameter> Parameters(XElement parent) => [.. parent.Elements(Command + "parameter").Select(parameter => new HelpParameter(
        parameter.Element(Maml + "name")!.Value,
        parameter.Element(Dev + "type")!.Element(Maml + "name")!.Value,
        (bool)parameter.Attribute("required")!,
        parameter.Attribute("position")!.Value,
        parameter.Attribute("pipelineInput")!.Value,
        parameter.Attribute("aliases")!.Value,
        (bool)parameter.Attribute("globbing")!,
        parameter.Element(Dev + "defaultValue")!.Value,
        parameter.Element(Maml + "description")?.Value ?? string.Empty))];
}
