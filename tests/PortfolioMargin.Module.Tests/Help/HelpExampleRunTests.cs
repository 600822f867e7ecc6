using System.Management.Automation.Language;
using PortfolioMargin.ModuleTests.Support;

namespace PortfolioMargin.ModuleTests.Help;

/// <summary>
/// Examples run as they are printed, on the sandbox. The bare engine lacks some cmdlets that they use: for those that ask a person or
/// only show something there are stand-ins here; examples that use one of the others are run by the Pester suite alone.
/// </summary>
[Collection(ProcessEnvironment.Name)]
public sealed class HelpExampleRunTests : IDisposable
{
    private static readonly string[] NotInTheBareEngine = ["Select-Object", "Sort-Object", "Group-Object", "Export-Csv"];

    private readonly string _folder = Directory.CreateTempSubdirectory("help-examples").FullName;
    private readonly Engine _engine = Engine.OnSandbox();

    public static TheoryData<string, string, int> Runnable => [.. HelpPage.All.SelectMany(page => page.Examples
        .Index()
        .Where(example => !Commands(example.Item.Code).Intersect(NotInTheBareEngine).Any())
        .Select(example => (page.Culture, page.Name, example.Index + 1)))];

    public void Dispose()
    {
        _engine.Run("$env:BINANCE_API_KEY = $env:BINANCE_API_SECRET = ''");
        _engine.Dispose();
        Directory.Delete(_folder, recursive: true);
    }

    [Theory]
    [MemberData(nameof(Runnable))]
    public void An_example_runs(string culture, string name, int number)
    {
        string code = HelpPage.Of(culture, name).Examples[number - 1].Code;
        File.Copy(
            Path.Combine(Layout.Repository, "tests", "PortfolioMargin.Client.Tests", "Keys", "ThrowAwayKeys", "ed25519-pkcs8-aes256.pem"),
            Path.Combine(_folder, "desk-key.pem"));
        _engine.Run(StandIns, ("folder", _folder)).EnsureClean();
        bool asksBinance = code.Contains("-Credential $", StringComparison.Ordinal);
        _engine.Run(asksBinance ? "$PSDefaultParameterValues = @{ 'Get-PmMarginForceOrder:ProfileName' = 'Default' }" : "$PSDefaultParameterValues = @{}");

        Outcome outcome = _engine.Run(code).EnsureClean();

        Assert.All(outcome.Warnings, warning => Assert.StartsWith("Showing ", warning, StringComparison.Ordinal));
        if (code.Contains("Get-PmMarginForceOrder", StringComparison.Ordinal) && !code.Contains("EndTime", StringComparison.Ordinal))
        {
            Assert.NotEmpty(outcome.Output);
        }
    }

    [Fact]
    public void Most_examples_run_here() => Assert.InRange(Runnable.Count, HelpPage.All.Sum(page => page.Examples.Count) * 2 / 3, int.MaxValue);

    private static IEnumerable<string> Commands(string code) => Parser.ParseInput(code, out _, out _)
        .FindAll(node => node is CommandAst, searchNestedScriptBlocks: true)
        .Select(command => ((CommandAst)command).GetCommandName());

    private const string StandIns = """
        $null = $ExecutionContext.SessionState.Path.SetLocation($folder)
        $env:BINANCE_API_KEY = 'EnvironmentKey'
        $env:BINANCE_API_SECRET = 'EnvironmentSecret'
        function global:Get-Date { [datetime]::Now }
        function global:Write-Warning { param($Message) throw "An example was not meant to come here: $Message" }
        function global:Format-List { param([Parameter(ValueFromPipeline)] $InputObject) process { $InputObject } }
        function global:Format-Table { param([Parameter(ValueFromPipeline)] $InputObject, $Property) process { $InputObject } }
        function global:Read-Host {
            param($Prompt, [switch] $AsSecureString)
            $answer = [securestring]::new()
            foreach ($letter in 'throw-away'.ToCharArray()) { $answer.AppendChar($letter) }
            $answer
        }
        function global:Get-Credential {
            param($Message)
            $secret = [securestring]::new()
            foreach ($letter in 'SandboxDemoSecret00000000000000000000000000000000000000000000SEC'.ToCharArray()) { $secret.AppendChar($letter) }
            [pscredential]::new('SandboxDemoKey0000000000000000000000000000000000000000000000KEY1', $secret)
        }
        function global:Set-Secret { param($Name, $Secret) }
        Set-PmCredential -Sandbox -ProfileName Desk
        """;
}
