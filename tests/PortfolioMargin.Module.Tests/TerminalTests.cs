using System.Globalization;
using System.Text;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using PortfolioMargin.ModuleTests.Support;

namespace PortfolioMargin.ModuleTests;

/// <summary>No text from outside makes a terminal do anything but show it: seen in the bytes that a terminal gets.</summary>
public sealed partial class TerminalTests : IDisposable
{
    private const string MarginRow =
        """{"avgPrice":"0.00388359","executedQty":"31.39","orderId":1,"price":"0.0038","qty":"31.39","side":"SELL","symbol":"BNBBTC","timeInForce":"GTC","updatedTime":1}""";

    private const string FuturesRow =
        """
        {"orderId":1,"symbol":"BTCUSD","pair":"BTCUSD","status":"FILLED","clientOrderId":"autoclose-1","price":"1","avgPrice":"1","origQty":"1","executedQty":"1","cumQuote":"1","cumBase":"1","timeInForce":"IOC",
        "type":"LIMIT","reduceOnly":false,"side":"SELL","positionSide":"BOTH","origType":"LIMIT","time":1,"updateTime":1}
        """;

    /// <summary>The fields that hold text, "x" for one that is not documented. What may be hostile is the value, or with <see cref="NameOfField"/> the name.</summary>
    private static readonly (string Market, string Field)[] Fields =
    [
        .. ((string[])["symbol", "side", "timeInForce", "x", NameOfField]).Select(field => ("margin", field)),
        .. ((string[])["symbol", "status", "clientOrderId", "timeInForce", "type", "side", "positionSide", "origType", "x", NameOfField]).Select(field => ("um", field)),
        ("cm", "pair"),
    ];

    private const string NameOfField = "";
    private const string MessageOfError = "msg";

    /// <summary>Where text is always an error: in a number, and in an error's message.</summary>
    private static readonly (string Market, string Field)[] Failing = [("margin", "price"), ("margin", "orderId"), ("margin", MessageOfError)];

    /// <summary>What looks odd and harms nobody, so that it is shown.</summary>
    private static readonly string[] Odd = ["币安人生", "]0;title", "[2J", "=1+1", "@SUM(A1)", "<b>&lt;", "e\u0301", "\U0001F600", "'\"`;{}$()", "\ufffd"];

    private static readonly (string Market, string Field, string Text)[] Cases =
        [.. from text in (string[])[.. HostileText.All, .. Odd] from place in (IEnumerable<(string, string)>)[.. Fields, .. Failing] select (place.Item1, place.Item2, text)];

    private readonly string _folder = Directory.CreateTempSubdirectory("terminal").FullName;

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [Fact]
    public async Task No_text_of_an_exchange_steers_a_terminal_or_stays_in_a_file()
    {
        Assert.SkipUnless(PseudoTerminal.IsThere, PseudoTerminal.WhyNot);
        using var exchange = new CannedExchange(Answer);

        string shown = await RunAsync($$"""
            Set-PmCredential -ApiKey {{Secrets.ApiKey}} -ApiSecret (ConvertTo-SecureString {{Secrets.ApiSecret}} -AsPlainText) -BaseUri {{exchange.BaseUri}}
            $case = 0
            $orders = foreach ($market in '{{string.Join(',', Cases.Select(one => one.Market))}}' -split ',') {
                Get-PmForceOrder -Market $market -StartTime -1h -RecvWindow (++$case) -MaximumRetryCount 0 -Verbose
            }

            $Error | Format-List * -Force
            $orders
            $orders | Format-Table *
            $orders | Format-List *
            $orders | Format-Custom
            $orders | Format-Wide Symbol
            $orders | ForEach-Object ToString
            $orders | ForEach-Object AdditionalFields
            $orders | ConvertTo-Json -WarningAction SilentlyContinue
            $orders | Measure-PmForceOrder -By Symbol, Side
            $orders | Select-Object Record | Export-Csv ./orders.csv
            $orders | Export-PmForceOrderReport -Path ./report.html
            "$($orders.Count) orders, $($Error.Count) errors"
            """);

        // The engine keeps the last 256 errors.
        Assert.EndsWith($"\n{Odd.Length * Fields.Length} orders, 256 errors", shown.TrimEnd(), StringComparison.Ordinal);
        HostileText.AssertHarmless(shown, "\r\n");
        HostileText.AssertHarmless(await File.ReadAllTextAsync(Path.Combine(_folder, "orders.csv"), TestContext.Current.CancellationToken), "\r\n");
        HostileText.AssertHarmless(await File.ReadAllTextAsync(Path.Combine(_folder, "report.html"), TestContext.Current.CancellationToken), "\r\n");
    }

    [Fact]
    public async Task No_name_of_a_file_a_profile_or_a_secret_steers_a_terminal()
    {
        Assert.SkipUnless(PseudoTerminal.IsThere, PseudoTerminal.WhyNot);
        await File.WriteAllTextAsync(Path.Combine(_folder, "texts.json"), new JsonArray([.. HostileText.All.Select(text => (JsonNode)text)]).ToJsonString(), TestContext.Current.CancellationToken);

        string shown = await RunAsync("""
            New-Module -Name Microsoft.PowerShell.SecretManagement {
                function Get-Secret { [CmdletBinding()] param([string] $Name, [string] $Vault) throw "The vault says $Name" }
                function Get-SecretInfo { [CmdletBinding()] param([string] $Name, [string] $Vault) throw "The vault says $Name" }
            } | Import-Module -Global
            $secret = ConvertTo-SecureString x -AsPlainText
            foreach ($text in Get-Content ./texts.json -Raw | ConvertFrom-Json) {
                $name = "a${text}b"
                # A new exchange, whose limit nothing has used up.
                Set-PmCredential -Sandbox
                $order = Get-PmMarginForceOrder -First 1
                Set-PmCredential -ApiKey key -PrivateKeyPath "nowhere/$name.pem"
                Set-PmCredential -ApiKey key -PrivateKeyPath "${name}:/key.pem"
                Set-PmCredential -ApiKey $name -ApiSecret $secret -ProfileName Other
                Set-PmCredential -ApiKey key -ApiSecret $secret -ProfileName $name
                [pscustomobject]@{ ProfileName = 'x'; SecretName = 's'; BaseUri = "http://$name.example/" } | Set-PmCredential
                Set-PmCredential -SecretName $name -ApiKey key -ProfileName Vault
                Get-PmMarginForceOrder -ProfileName Vault -Verbose
                [pscustomobject]@{ ProfileName = $name; PrivateKeyPath = $name; ApiKey = $name } | Set-PmCredential
                Set-PmCredential -Sandbox -SandboxFault $name
                Get-PmCredential $name
                Get-PmForceOrder -Symbol $name
                Get-PmForceOrder -StartTime $name
                Set-Content -LiteralPath ./checkpoint.json -Value $name
                Watch-PmForceOrder -Once -CheckpointPath ./checkpoint.json
                Watch-PmForceOrder -Once -CheckpointPath "nowhere/$name"
                $order | Export-PmForceOrderReport -Path "nowhere/$name"
                $order | Export-PmForceOrderReport -Path ./report.html -Title $name
            }

            $Error | Format-List * -Force
            "$($Error.Count) errors"
            """);

        Assert.EndsWith("\n256 errors", shown.TrimEnd(), StringComparison.Ordinal);
        HostileText.AssertHarmless(shown, "\r\n");
    }

    /// <summary>What the terminal gets, without what the shell writes itself.</summary>
    private async Task<string> RunAsync(string script)
    {
        string path = Path.Combine(_folder, "show.ps1");
        await File.WriteAllTextAsync(path, $"$ProgressPreference = 'SilentlyContinue'; Set-Location '{_folder}'\n{script}", TestContext.Current.CancellationToken);
        (byte[] written, int exitCode) = await PseudoTerminal.RunAsync(path);
        Assert.Equal(0, exitCode);
        return OwnSequences().Replace(new UTF8Encoding(false, throwOnInvalidBytes: true).GetString(written), "");
    }

    /// <summary>Styles, and the mode of the keys when it begins and ends. No hostile text has one of these styles.</summary>
    [GeneratedRegex(@"\x1b\[([0-9]{1,2}(;1(;3)?)?)?m|\x1b\[\?1[hl]\x1b[=>]")]
    private static partial Regex OwnSequences();

    /// <summary>The answer of a case. It costs nothing, so that nobody has to wait.</summary>
    private static CannedAnswer Answer(CannedRequest request)
    {
        (string market, string field, string text) = Cases[int.Parse(request.Query["recvWindow"], CultureInfo.InvariantCulture) - 1];
        string value = "A" + text + "B";
        if (field == MessageOfError)
        {
            return new CannedAnswer(400, new JsonObject { ["code"] = -9999, ["msg"] = value }.ToJsonString()) { Headers = Free };
        }

        JsonObject row = JsonNode.Parse(market == "margin" ? MarginRow : FuturesRow)!.AsObject();
        long time = long.Parse(request.Query["endTime"], CultureInfo.InvariantCulture) - 1;
        foreach (string name in row.Select(pair => pair.Key).Where(name => name is "time" or "updateTime" or "updatedTime").ToArray())
        {
            row[name] = time;
        }

        row[field == NameOfField ? value : field] = value;
        JsonNode body = market == "margin" ? new JsonObject { ["rows"] = new JsonArray(row), ["total"] = 1 } : new JsonArray(row);
        return new CannedAnswer(200, body.ToJsonString()) { Headers = Free };
    }

    private static (string, string)[] Free => [("X-MBX-USED-WEIGHT-1M", "1")];
}
