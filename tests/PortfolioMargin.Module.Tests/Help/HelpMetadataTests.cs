using System.Globalization;
using System.Management.Automation;
using System.Text.RegularExpressions;
using PortfolioMargin.ModuleTests.Support;

namespace PortfolioMargin.ModuleTests.Help;

/// <summary>What Get-Help says of a cmdlet is what the cmdlet is.</summary>
public sealed class HelpMetadataTests : IDisposable
{
    private readonly Engine _engine = new();

    public static TheoryData<string, string> Pages => [.. HelpPage.All.Select(page => (page.Culture, page.Name))];

    public static TheoryData<string> Cultures => [.. HelpPage.Cultures];

    public void Dispose() => _engine.Dispose();

    [Theory]
    [MemberData(nameof(Cultures))]
    public void Every_cmdlet_has_a_page_and_no_other(string culture)
    {
        IEnumerable<string> names = _engine.Run("Get-Command -Module PortfolioMargin").Output.Select(command => ((CommandInfo)command.BaseObject).Name);

        Assert.Equal(
            names.Order(StringComparer.Ordinal),
            HelpPage.All.Where(page => page.Culture == culture).Select(page => page.Name).Order(StringComparer.Ordinal));
    }

    [Theory]
    [MemberData(nameof(Pages))]
    public void Syntax_has_every_parameter_set_with_what_its_parameters_are_there(string culture, string name)
    {
        IEnumerable<string> documented = HelpPage.Of(culture, name).Syntax.Select(set => Lines(set.Select(Describe)));

        IEnumerable<string> real = Command(name).ParameterSets.Select(set => Lines(set.Parameters.Where(IsOwn).Select(Describe)));
        Assert.Equal(real.Order(StringComparer.Ordinal), documented.Order(StringComparer.Ordinal));
    }

    [Theory]
    [MemberData(nameof(Pages))]
    public void The_default_parameter_set_stands_first(string culture, string name)
    {
        CommandParameterSetInfo[] sets = [.. Command(name).ParameterSets];

        CommandParameterSetInfo expected = sets.Length == 1 ? sets[0] : sets.Single(set => set.IsDefault);
        Assert.Equal(
            Lines(expected.Parameters.Where(IsOwn).Select(Describe)),
            Lines(HelpPage.Of(culture, name).Syntax[0].Select(Describe)));
    }

    [Theory]
    [MemberData(nameof(Pages))]
    public void Every_parameter_is_described_with_its_type_aliases_and_wildcards(string culture, string name)
    {
        IEnumerable<string> documented = HelpPage.Of(culture, name).ParameterList.Select(parameter =>
            $"{parameter.Name} {TypeNamed(parameter.Type)} aliases {parameter.Aliases} wildcards {parameter.TakesWildcards} required {parameter.IsRequired}");

        IEnumerable<string> real = Command(name).Parameters.Values.Where(IsOwn).Select(parameter =>
            $"{parameter.Name} {WithoutNullable(parameter.ParameterType)} aliases {Aliases(parameter.Aliases)} "
            + $"wildcards {parameter.Attributes.OfType<SupportsWildcardsAttribute>().Any()} "
            + $"required {parameter.ParameterSets.Values.All(set => set.IsMandatory)}");
        Assert.Equal(real.Order(StringComparer.Ordinal), documented.Order(StringComparer.Ordinal));
        Assert.All(HelpPage.Of(culture, name).ParameterList, parameter => Assert.NotEmpty(parameter.Description));
    }

    [Theory]
    [MemberData(nameof(Pages))]
    public void A_default_value_is_mentioned(string culture, string name)
    {
        Type cmdlet = Command(name).ImplementingType;
        object instance = Activator.CreateInstance(cmdlet)!;

        Assert.All(HelpPage.Of(culture, name).ParameterList, parameter =>
        {
            Assert.NotEmpty(parameter.DefaultValue);
            if (cmdlet.GetProperty(parameter.Name)?.GetValue(instance) is { } value && Text(value) is { } text)
            {
                Assert.Matches(Whole(text), parameter.DefaultValue);
            }
        });
    }

    [Theory]
    [MemberData(nameof(Pages))]
    public void A_range_is_mentioned(string culture, string name)
    {
        foreach (HelpParameter parameter in HelpPage.Of(culture, name).ParameterList)
        {
            foreach (ValidateRangeAttribute range in Command(name).Parameters[parameter.Name].Attributes.OfType<ValidateRangeAttribute>())
            {
                Assert.Matches(Whole(Text(range.MinRange) ?? "0"), parameter.Description);
                if (range.MaxRange is not int.MaxValue)
                {
                    Assert.Matches(Whole(Text(range.MaxRange)!), parameter.Description);
                }
            }
        }
    }

    [Theory]
    [MemberData(nameof(Pages))]
    public void Every_output_type_is_described(string culture, string name)
    {
        IEnumerable<string> types = Command(name).OutputType.Select(type => type.Name);

        Assert.Subset(HelpPage.Of(culture, name).Outputs.ToHashSet(), types.ToHashSet());
    }

    private CmdletInfo Command(string name) => (CmdletInfo)_engine.Run("Get-Command -Name $name", ("name", name)).Output.Single().BaseObject;

    private static bool IsOwn(CommandParameterInfo parameter) => !Cmdlet.CommonParameters.Contains(parameter.Name);

    private static bool IsOwn(ParameterMetadata parameter) => !Cmdlet.CommonParameters.Contains(parameter.Name);

    private static string Lines(IEnumerable<string> parameters) => string.Join('\n', parameters.Order(StringComparer.Ordinal));

    private static string Describe(HelpParameter parameter) =>
        $"{parameter.Name} {TypeNamed(parameter.Type)} required {parameter.IsRequired} position {parameter.Position} "
        + $"from pipeline {parameter.PipelineInput} aliases {parameter.Aliases}";

    private static string Describe(CommandParameterInfo parameter) =>
        $"{parameter.Name} {WithoutNullable(parameter.ParameterType)} required {parameter.IsMandatory} "
        + $"position {(parameter.Position == int.MinValue ? "named" : parameter.Position.ToString(CultureInfo.InvariantCulture))} "
        + $"from pipeline {PipelineInput(parameter)} aliases {Aliases(parameter.Aliases)}";

    private static string PipelineInput(CommandParameterInfo parameter) => (parameter.ValueFromPipeline, parameter.ValueFromPipelineByPropertyName) switch
    {
        (false, false) => "False",
        (true, false) => "True (ByValue)",
        (false, true) => "True (ByPropertyName)",
        (true, true) => "True (ByValue, ByPropertyName)",
    };

    private static string Aliases(IReadOnlyCollection<string> aliases) => aliases.Count == 0 ? "none" : string.Join(", ", aliases);

    private static Type TypeNamed(string name) => LanguagePrimitives.TryConvertTo(name, out Type type) ? type : OwnTypeNamed(name);

    /// <summary>A type of the module, by its name without namespace, as the syntax has it; the engine resolves full names only.</summary>
    private static Type OwnTypeNamed(string name)
    {
        string element = name.Replace("[]", string.Empty, StringComparison.Ordinal);
        Type type = AppDomain.CurrentDomain.GetAssemblies().Select(assembly => assembly.GetType("PortfolioMargin." + element)).First(found => found is not null)!;
        return element == name ? type : type.MakeArrayType();
    }

    private static Type WithoutNullable(Type type) => Nullable.GetUnderlyingType(type) ?? type;

    /// <summary>Finds a number or word, but not as a part of another one. Chinese is written without spaces around it.</summary>
    private static string Whole(string text) => $@"(?<![0-9A-Za-z])(?<![0-9][.,]){Regex.Escape(text)}(?![0-9A-Za-z])(?![.,][0-9])";

    /// <summary>A default as a reader would write it; <see langword="null"/> for one that says nothing, such as 0 of a number that was not given.</summary>
    private static string? Text(object value) => value switch
    {
        SwitchParameter given => given.ToString(),
        Array { Length: 0 } => null,
        Array items => string.Join(", ", items.Cast<object>()),
        0 or 0UL or "" => null,
        _ => Convert.ToString(value, CultureInfo.InvariantCulture),
    };
}
