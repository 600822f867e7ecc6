using PortfolioMargin.ModuleTests.Support;

namespace PortfolioMargin.ModuleTests.Help;

/// <summary>Every example runs as it is printed, on the sandbox. Stand-ins answer what an example asks a person or a vault for.</summary>
[Collection(ProcessEnvironment.Name)]
public sealed class HelpExampleRunTests : IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("help-examples").FullName;
    private readonly Engine _engine = Engine.OnSandbox();

    public static TheoryData<string, string, int> Examples =>
        [.. HelpPage.All.SelectMany(page => page.Examples.Index().Select(example => (page.Culture, page.Name, example.Index + 1)))];

    public void Dispose()
    {
        _engine.Run("$env:BINANCE_API_KEY = $env:BINANCE_API_SECRET = ''");
        _engine.Dispose();
        Directory.Delete(_folder, recursive: true);
    }

    [Theory]
    [MemberData(nameof(Examples))]
    public void An_example_runs(string culture, string name, int number)
    {
        string code = HelpPage.Of(culture, name).Examples[number - 1].Code;
        File.Copy(Path.Combine(Layout.ThrowAwayKeys, "ed25519-pkcs8-aes256.pem"), Path.Combine(_folder, "desk-key.pem"));
        _engine.Run(StandIns, ("folder", _folder)).EnsureClean();
        bool asksBinance = code.Contains("-Credential $", StringComparison.Ordinal);

        // A watch would go on for ever.
        string defaults = asksBinance ? "'Get-PmMarginForceOrder:ProfileName' = 'Default'" : "'Watch-PmForceOrder:Once' = $true";
        _engine.Run($"$PSDefaultParameterValues = @{{ {defaults} }}");

        Outcome outcome = _engine.Run(code).EnsureClean();

        Assert.All(outcome.Warnings, warning => Assert.StartsWith("Showing ", warning, StringComparison.Ordinal));
        string[] written = Directory.GetFiles(_folder, "*.csv");
        Assert.Equal(code.Contains("Export-Csv", StringComparison.Ordinal), written.Length > 0);
        Assert.All(written, file => Assert.True(File.ReadAllLines(file).Length > 1, file));
        if (code.Contains("Get-PmMarginForceOrder", StringComparison.Ordinal) && !code.Contains("EndTime", StringComparison.Ordinal) && written.Length == 0)
        {
            Assert.NotEmpty(outcome.Output);
        }
    }

    private const string StandIns = """
        Set-Location $folder
        $env:BINANCE_API_KEY = 'EnvironmentKey'
        $env:BINANCE_API_SECRET = 'EnvironmentSecret'
        function global:Write-Warning { param($Message) throw "An example was not meant to come here: $Message" }
        function global:Read-Host { param($Prompt, [switch] $AsSecureString) ConvertTo-SecureString 'throw-away' -AsPlainText -Force }
        function global:Get-Credential {
            param($Message)
            [pscredential]::new(
                'SandboxDemoKey0000000000000000000000000000000000000000000000KEY1',
                (ConvertTo-SecureString 'SandboxDemoSecret00000000000000000000000000000000000000000000SEC' -AsPlainText -Force))
        }
        function global:Set-Secret { param($Name, $Secret) }
        function global:Invoke-RestMethod { param($Uri, $Method, $Body, $ContentType) if (-not $Body) { throw 'There is nothing to send.' } }
        Set-PmCredential -Sandbox -ProfileName Desk
        """;
}
