using System.Management.Automation;
using PortfolioMargin.ModuleTests.Support;

namespace PortfolioMargin.ModuleTests;

/// <summary>What holds for every cmdlet the module exports, also for one that is added tomorrow.</summary>
public sealed class EveryCmdletTests(EveryCmdletTests.Exported exported) : IClassFixture<EveryCmdletTests.Exported>
{
    private static readonly string[] Verbs =
    [
        .. new[] { typeof(VerbsCommon), typeof(VerbsCommunications), typeof(VerbsData), typeof(VerbsDiagnostic), typeof(VerbsLifecycle), typeof(VerbsOther), typeof(VerbsSecurity) }
            .SelectMany(type => type.GetFields()).Select(field => (string)field.GetRawConstantValue()!),
    ];

    private static readonly string[] ChangingVerbs = ["Add", "Clear", "Export", "New", "Remove", "Rename", "Reset", "Set", "Update"];

    [Fact]
    public void Its_verb_is_a_common_one() => ForAll(cmdlet => Verbs.Contains(cmdlet.Verb, StringComparer.Ordinal));

    [Fact]
    public void Its_noun_begins_with_Pm() => ForAll(cmdlet => cmdlet.Noun.StartsWith("Pm", StringComparison.Ordinal));

    [Fact]
    public void Its_noun_is_singular() => ForAll(cmdlet => !cmdlet.Noun.EndsWith('s'));

    [Fact]
    public void It_says_what_it_puts_out() => ForAll(cmdlet => cmdlet.OutputType.Count > 0 || cmdlet.Verb == "Remove");

    [Fact]
    public void It_puts_out_types_of_its_own_or_the_platform_s_files() =>
        ForAll(cmdlet => cmdlet.OutputType.All(type => type.Type?.Namespace == "PortfolioMargin" || type.Type == typeof(FileInfo)));

    [Fact]
    public void Its_default_parameter_set_is_named() => ForAll(cmdlet => cmdlet.ParameterSets.Count == 1 || cmdlet.ParameterSets.Any(set => set.IsDefault));

    [Fact]
    public void It_takes_WhatIf_if_it_changes_something_and_only_then() =>
        ForAll(cmdlet => cmdlet.Parameters.ContainsKey("WhatIf") == ChangingVerbs.Contains(cmdlet.Verb));

    [Fact]
    public void What_is_on_or_off_is_a_switch_not_a_bool() => ForAllParameters(parameter => parameter.ParameterType != typeof(bool));

    [Fact]
    public void A_parameter_is_in_PascalCase() => ForAllParameters(parameter => char.IsUpper(parameter.Name[0]));

    [Fact]
    public void A_parameter_is_singular_unless_it_names_a_unit() => ForAllParameters(parameter =>
        !parameter.Name.EndsWith('s') || parameter.Name.EndsWith("Seconds", StringComparison.Ordinal) || parameter.Name.EndsWith("Milliseconds", StringComparison.Ordinal));

    [Fact]
    public void ProfileName_completes() => ForAllParameters(parameter => parameter.Name != "ProfileName" || parameter.Attributes.OfType<ArgumentCompleterAttribute>().Any());

    [Fact]
    public void A_parameter_has_a_type_that_users_can_name() =>
        ForAllParameters(parameter => parameter.ParameterType.Assembly.GetName().Name is not ("PortfolioMargin.Client" or "PortfolioMargin.Sandbox"));

    private static IEnumerable<ParameterMetadata> Parameters(CmdletInfo cmdlet) =>
        cmdlet.Parameters.Values.Where(p => !Cmdlet.CommonParameters.Contains(p.Name) && !Cmdlet.OptionalCommonParameters.Contains(p.Name));

    private void ForAll(Predicate<CmdletInfo> rule) =>
        Assert.Empty(exported.Cmdlets.Where(cmdlet => !rule(cmdlet)).Select(cmdlet => cmdlet.Name));

    private void ForAllParameters(Predicate<ParameterMetadata> rule) =>
        Assert.Empty(exported.Cmdlets.SelectMany(cmdlet => Parameters(cmdlet).Where(parameter => !rule(parameter)).Select(parameter => $"{cmdlet.Name} -{parameter.Name}")));

    /// <summary>The cmdlets, as a user's shell knows them.</summary>
    public sealed class Exported : IDisposable
    {
        private readonly Engine _engine = new();

        public Exported()
        {
            Cmdlets = [.. _engine.Run("Get-Command -Module PortfolioMargin").EnsureClean().Output.Select(found => (CmdletInfo)found.BaseObject)];
            Assert.NotEmpty(Cmdlets);
        }

        internal CmdletInfo[] Cmdlets { get; }

        public void Dispose() => _engine.Dispose();
    }
}
