using System.Management.Automation;
using System.Management.Automation.Language;
using PortfolioMargin.ModuleTests.Support;

namespace PortfolioMargin.ModuleTests.Help;

/// <summary>Nothing in the help names a parameter that does not exist.</summary>
public sealed class HelpExampleNamesTests : IDisposable
{
    private readonly Engine _engine = new();

    public static TheoryData<string, string> Sources =>
        [.. HelpPage.Cultures.SelectMany(culture => HelpSource.Names(culture).Select(name => (culture, name)))];

    public void Dispose() => _engine.Dispose();

    [Theory]
    [MemberData(nameof(Sources))]
    public void Code_names_no_parameter_that_does_not_exist(string culture, string name)
    {
        foreach (string code in HelpSource.Of(culture, name).Code)
        {
            ScriptBlockAst script = Parse(code);
            foreach (CommandAst command in script.FindAll(node => node is CommandAst, searchNestedScriptBlocks: true).Cast<CommandAst>())
            {
                if (Own(command.GetCommandName()) is { } cmdlet)
                {
                    Assert.All(ParametersOf(command, script), parameter => Assert.Contains(parameter, cmdlet.Parameters.Keys));
                }
            }
        }
    }

    [Theory]
    [MemberData(nameof(Sources))]
    public void Text_names_no_parameter_that_does_not_exist(string culture, string name)
    {
        HashSet<string> known = [.. Own().SelectMany(cmdlet => cmdlet.Parameters.Values).SelectMany(parameter => parameter.Aliases.Append(parameter.Name)).Select(parameter => "-" + parameter)];

        Assert.All(
            HelpSource.Of(culture, name).InlineCode.Where(IsParameter).Select(code => code.Split(' ')[0]),
            code => Assert.Contains(code, known));
    }

    /// <summary>A relative time such as <c>-7d</c> begins with a hyphen too.</summary>
    private static bool IsParameter(string code) => code.StartsWith('-') && code.Length > 1 && char.IsAsciiLetter(code[1]);

    [Fact]
    public void A_parameter_that_does_not_exist_would_be_found()
    {
        ScriptBlockAst script = Parse("$more = @{ Pages = 1 }; Get-PmMarginForceOrder -Al @more");
        var command = (CommandAst)script.Find(node => node is CommandAst, searchNestedScriptBlocks: true);

        Assert.Equal(["Al", "Pages"], ParametersOf(command, script));
    }

    private static ScriptBlockAst Parse(string code)
    {
        ScriptBlockAst script = Parser.ParseInput(code, out _, out ParseError[] errors);
        Assert.Empty(errors.Select(error => error.Message));
        return script;
    }

    /// <summary>Parameters as they are written, and the keys of the tables that are splatted.</summary>
    private static IEnumerable<string> ParametersOf(CommandAst command, ScriptBlockAst script)
    {
        IEnumerable<string> written = command.CommandElements.OfType<CommandParameterAst>().Select(parameter => parameter.ParameterName);
        IEnumerable<string> splatted = command.CommandElements.OfType<VariableExpressionAst>()
            .Where(variable => variable.Splatted)
            .SelectMany(variable => Table(variable.VariablePath.UserPath, script).KeyValuePairs)
            .Select(pair => ((StringConstantExpressionAst)pair.Item1).Value);
        return written.Concat(splatted);
    }

    private static HashtableAst Table(string variable, ScriptBlockAst script) => (HashtableAst)script
        .FindAll(node => node is AssignmentStatementAst, searchNestedScriptBlocks: true)
        .Cast<AssignmentStatementAst>()
        .Single(assignment => assignment.Left is VariableExpressionAst left && left.VariablePath.UserPath == variable)
        .Find(node => node is HashtableAst, searchNestedScriptBlocks: false);

    private CmdletInfo? Own(string? commandName) => Own().SingleOrDefault(cmdlet => cmdlet.Name == commandName);

    private IEnumerable<CmdletInfo> Own() => _engine.Run("Get-Command -Module PortfolioMargin").Output.Select(command => (CmdletInfo)command.BaseObject);
}
