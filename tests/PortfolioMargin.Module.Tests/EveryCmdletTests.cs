using System.Management.Automation;
using PortfolioMargin.ModuleTests.Support;

namespace PortfolioMargin.ModuleTests;

/// <summary>What holds for every cmdlet the module exports, also for one that is added tomorrow.</summary>
public sealed class EveryCmdletTests
{
    private static readonly string[] Verbs =
    [
        .. new[] { typeof(VerbsCommon), typeof(VerbsCommunications), typeof(VerbsData), typeof(VerbsDiagnostic), typeof(VerbsLifecycle), typeof(VerbsOther), typeof(VerbsSecurity) }
            .SelectMany(type => type.GetFields()).Select(field => (string)field.GetRawConstantValue()!),
    ];

    private static readonly string[] ChangingVerbs = ["Add", "Clear", "New", "Remove", "Rename", "Reset", "Set", "Update"];

    [Fact]
    public void Every_cmdlet_keeps_the_conventions()
    {
        using var engine = new Engine();
        CmdletInfo[] cmdlets = [.. engine.Run("Get-Command -Module PortfolioMargin").EnsureClean().Output.Select(found => (CmdletInfo)found.BaseObject)];
        Assert.NotEmpty(cmdlets);

        var broken = new List<string>();
        foreach (CmdletInfo cmdlet in cmdlets)
        {
            void Check(bool holds, string rule)
            {
                if (!holds)
                {
                    broken.Add($"{cmdlet.Name}: {rule}");
                }
            }

            Check(Verbs.Contains(cmdlet.Verb, StringComparer.Ordinal), "its verb is a common one");
            Check(cmdlet.Noun.StartsWith("Pm", StringComparison.Ordinal), "its noun begins with Pm");
            Check(!cmdlet.Noun.EndsWith('s'), "its noun is singular");
            Check(cmdlet.OutputType.Count > 0 || cmdlet.Verb == "Remove", "it says what it puts out");
            Check(cmdlet.OutputType.All(type => type.Type?.Namespace == "PortfolioMargin"), "it puts out types of its own");
            Check(cmdlet.ParameterSets.Count == 1 || cmdlet.ParameterSets.Any(set => set.IsDefault), "its default parameter set is named");
            Check(cmdlet.Parameters.ContainsKey("WhatIf") == ChangingVerbs.Contains(cmdlet.Verb), "it takes -WhatIf if it changes something, and only then");
            foreach (ParameterMetadata parameter in cmdlet.Parameters.Values.Where(p => !Cmdlet.CommonParameters.Contains(p.Name) && !Cmdlet.OptionalCommonParameters.Contains(p.Name)))
            {
                Check(parameter.ParameterType != typeof(bool), $"-{parameter.Name} is a switch, not a bool");
                Check(char.IsUpper(parameter.Name[0]), $"-{parameter.Name} is in PascalCase");
                Check(!parameter.Name.EndsWith('s') || parameter.Name.EndsWith("Seconds", StringComparison.Ordinal) || parameter.Name.EndsWith("Milliseconds", StringComparison.Ordinal), $"-{parameter.Name} is singular");
                Check(parameter.Name != "ProfileName" || parameter.Attributes.OfType<ArgumentCompleterAttribute>().Any(), $"-{parameter.Name} completes");
                Check(parameter.ParameterType.Assembly.GetName().Name is not ("PortfolioMargin.Client" or "PortfolioMargin.Sandbox"), $"-{parameter.Name} has a type that users can name");
            }
        }

        Assert.Empty(broken);
    }
}
