using System.Collections.Concurrent;
using System.Management.Automation;
using PortfolioMargin.ModuleTests.Support;

namespace PortfolioMargin.ModuleTests;

/// <summary>Nothing that leaves the module holds a secret, a private key, a passphrase, a signature or the whole API key.</summary>
public sealed class LeakTests : IDisposable
{
    private const string ProxyPassword = "PasswordOfTheProxy";
    // With -Debug, a warning asks whether to go on.
    private const string Loud = " -Verbose -Debug -WarningAction Continue";

    private readonly Engine _engine = new();
    private readonly ConcurrentBag<string> _signatures = [];

    public static TheoryData<string, int, string> Answers => new()
    {
        { "success", 200, """{"rows":[],"total":0}""" },
        { "signature", 400, """{"code":-1022,"msg":"Signature for this request is not valid."}""" },
        { "key", 401, """{"code":-2015,"msg":"Invalid API-key, IP, or permissions for action."}""" },
        { "clock", 400, """{"code":-1021,"msg":"Timestamp for this request is outside of the recvWindow."}""" },
        { "range", 400, """{"code":-1023,"msg":"Start time is greater than end time."}""" },
        { "interval", 400, """{"code":-1127,"msg":"More than %s hours between startTime and endTime."}""" },
        { "parameter", 400, """{"code":-1104,"msg":"Not all sent parameters were read."}""" },
        { "limit", 429, """{"code":-1003,"msg":"Too many requests."}""" },
        { "ban", 418, """{"code":-1003,"msg":"IP banned."}""" },
        { "firewall", 403, "<html>blocked</html>" },
        { "server", 503, """{"code":-1016,"msg":"This service is no longer available."}""" },
        { "gateway", 502, "<html>bad gateway</html>" },
        { "redirect", 302, string.Empty },
        { "not JSON", 200, "<html></html>" },
        { "no rows", 200, "{}" },
        { "a bad number", 200, """{"rows":[{"avgPrice":"1e999","executedQty":"1","orderId":1,"price":"1","qty":"1","side":"SELL","symbol":"X","timeInForce":"GTC","updatedTime":1}],"total":1}""" },
        { "an echo", 400, "{echo}" },
    };

    public void Dispose() => _engine.Dispose();

    [Theory]
    [MemberData(nameof(Answers))]
    public void No_answer_of_an_exchange_makes_a_cmdlet_leak(string name, int status, string body)
    {
        Uri nobody = Unused.Address();
        using var exchange = new CannedExchange(request =>
        {
            _signatures.Add(request.Query["signature"]);
            string said = body.Replace("{echo}", $$"""{"code":-1100,"msg":"Illegal: {{request.Target}} {{request.Headers["X-MBX-APIKEY"]}}"}""", StringComparison.Ordinal);
            return new CannedAnswer(status, said, said.StartsWith('<') ? "text/html" : "application/json") { Headers = [("Location", nobody + request.Target), ("Retry-After", "600")] };
        });
        var proxyCredential = new PSCredential("user", Secure.Text(ProxyPassword));

        LeakHunt hunt = Run(
            name,
            ("set", SetSecret, [("base", exchange.BaseUri)]),
            ("get", "Get-PmMarginForceOrder -MaximumRetryCount 0", []),
            ("all", "Get-PmMarginForceOrder -All -MaximumRetryCount 0 -StartTime 1", []),
            ("test", "Test-PmCredential -MaximumRetryCount 0", []),
            ("proxy", "Get-PmMarginForceOrder -MaximumRetryCount 0 -Proxy $proxy -ProxyCredential $proxyCredential", [("proxy", nobody), ("proxyCredential", proxyCredential)]),
            ("one call", "Get-PmMarginForceOrder -MaximumRetryCount 0 -ProfileName Default -Credential $credential", [("credential", Pair())]),
            ("one call test", "Test-PmCredential -MaximumRetryCount 0 -ProfileName Default -Credential $credential", [("credential", Pair())]),
            ("rsa", SetKey + " -Passphrase $passphrase -BaseUri $base", RsaKey()),
            ("get with rsa", "Get-PmMarginForceOrder -MaximumRetryCount 0", []),
            ("ed25519", SetKey + " -Passphrase $passphrase -BaseUri $base", Ed25519Key()),
            ("get with ed25519", "Get-PmMarginForceOrder -MaximumRetryCount 0", []));

        Assert.Empty(hunt.Found);
        // HMAC in hexadecimal, Ed25519 and RSA (1024 bits) in Base64: each kind of key did sign, unless the host had to be left alone.
        Assert.Equal(status is 418 or 429 ? [64] : [64, 88, 172], _signatures.Select(signature => signature.Length).Distinct().Order());
    }

    [Fact]
    public void Setting_showing_and_removing_credentials_leaks_nothing_whether_it_works_or_fails()
    {
        LeakHunt hunt = Run(
            "credentials",
            ("secret", SetSecret + " -PassThru", [("base", new Uri("https://example.com"))]),
            ("show", "Get-PmCredential", []),
            ("what if", SetSecret + " -WhatIf", []),
            ("http", SetSecret, [("base", new Uri("http://example.com"))]),
            ("user in the address", SetSecret, [("base", new Uri($"https://user:{ProxyPassword}@example.com"))]),
            ("text for a secret", "Set-PmCredential -ApiKey $key -ApiSecret $plain", [("plain", Secrets.ApiSecret)]),
            ("text for a passphrase", "Set-PmCredential -ApiKey $key -PrivateKeyPath x -Passphrase $plain", [("plain", Secure.Passphrase)]),
            ("pair with a wrong name", "Set-PmCredential -Credential $credential -ProfileName 'a*'", [("credential", Pair())]),
            ("one call with a wrong page", "Get-PmMarginForceOrder -Credential $credential -Page 0", [("credential", Pair())]),
            ("bad key", SetSecret, [("key", Secrets.ApiKey + " " + Secrets.ApiKey)]),
            ("bad secret", SetSecret, [("key", Secrets.ApiKey), ("secret", Secure.Text(Secrets.ApiSecret + " " + Secrets.ApiSecret)), ("base", new Uri("https://example.com"))]),
            ("pair", "Set-PmCredential -Credential $credential -PassThru", [("credential", Pair())]),
            ("bad pair", "Set-PmCredential -Credential $credential", [("credential", new PSCredential(Secrets.ApiKey, Secure.Text("x y " + Secrets.ApiSecret)))]),
            ("encrypted PEM as a password", "Set-PmCredential -Credential $credential", [("credential", new PSCredential(Secrets.ApiKey, Secure.Text(File.ReadAllText(Key("ed25519-pkcs8-aes256.pem")))))]),
            ("rsa file", SetKey + " -Passphrase $passphrase -PassThru", RsaKey()),
            ("ed25519 file", SetKey + " -Passphrase $passphrase -PassThru", Ed25519Key()),
            ("no passphrase", SetKey, Ed25519Key()),
            ("wrong passphrase for rsa", SetKey + " -Passphrase $wrong", [.. RsaKey(), ("wrong", Secure.Text(Secure.Passphrase + "!"))]),
            ("wrong passphrase for ed25519", SetKey + " -Passphrase $wrong", [.. Ed25519Key(), ("wrong", Secure.Text(Secure.Passphrase + "!"))]),
            ("no file", SetKey.Replace("$path", "/nowhere/key.pem", StringComparison.Ordinal), []),
            ("no vault", "$PSModuleAutoLoadingPreference = 'None'; Set-PmCredential -SecretName s -ApiKey $key; Get-PmMarginForceOrder", []),
            ("remove", "Remove-PmCredential * -PassThru", []),
            ("missing", "Get-PmCredential nothing", []));

        Assert.Empty(hunt.Found);
    }

    [Theory]
    [InlineData("Set-PmCredential -ApiSecret $plain -ApiKey k")]
    [InlineData("Set-PmCredential -ApiKey k -ApiSecret $plain")]
    [InlineData("Set-PmCredential -ApiKey k -PrivateKeyPath p -Passphrase $plain")]
    public void A_secret_given_as_plain_text_is_refused_without_repeating_it(string script) => Assert.Null(RefusedWithoutRepeating(script).TargetObject);

    /// <summary>What can be bound to nothing never comes to the cmdlet. The engine keeps it as the error's target, but shows it nowhere.</summary>
    [Fact]
    public void A_secret_that_comes_down_the_pipeline_is_refused_without_showing_it() => RefusedWithoutRepeating("$plain | Set-PmCredential -Sandbox");

    private ErrorRecord RefusedWithoutRepeating(string script)
    {
        Outcome outcome = _engine.Run(script, ("plain", Secrets.ApiSecret));

        Assert.DoesNotContain(Secrets.ApiSecret, outcome.Error.ToString() + outcome.Error.Exception + outcome.Error.CategoryInfo + outcome.Error.ErrorDetails, StringComparison.Ordinal);
        return outcome.Error;
    }

    [Theory]
    [MemberData(nameof(Plants))]
    public void The_hunt_finds_what_is_planted(string place, object planted)
    {
        Assert.True(new LeakHunt([Secrets.ApiSecret]).Search(place, planted).Found.Count > 0, place);
        Assert.Empty(new LeakHunt(["NotPlantedAnywhere"]).Search(place, planted).Found);
    }

    public static TheoryData<string, object> Plants()
    {
        var data = new InvalidOperationException("outer", new ArgumentException("inner"));
        data.InnerException!.Data["request"] = "secret=" + Secrets.ApiSecret;
        return new()
        {
            { "text in a list", new[] { "before " + Secrets.ApiSecret + " after" } },
            { "text in capitals", Secrets.ApiSecret.ToUpperInvariant() },
            { "inner exception's message", new ErrorRecord(new InvalidOperationException("outer", new ArgumentException(Secrets.ApiSecret)), "Id", ErrorCategory.NotSpecified, null) },
            { "inner exception's data", new ErrorRecord(data, "Id", ErrorCategory.NotSpecified, null) },
            { "target", new ErrorRecord(new InvalidOperationException("outer"), "Id", ErrorCategory.NotSpecified, new { Inside = Secrets.ApiSecret }) },
            { "advice", new ErrorRecord(new InvalidOperationException("outer"), "Id", ErrorCategory.NotSpecified, null) { ErrorDetails = new ErrorDetails("x") { RecommendedAction = Secrets.ApiSecret } } },
            { "note property", new PSObject(new object()) { Properties = { new PSNoteProperty("Note", Secrets.ApiSecret) } } },
            { "user name of a credential", new PSCredential(Secrets.ApiSecret, Secure.Text("x")) },
        };
    }

    private const string SetSecret = "Set-PmCredential -ApiKey $key -ApiSecret $secret -BaseUri $base";
    private const string SetKey = "Set-PmCredential -ApiKey $key -PrivateKeyPath $path";

    private LeakHunt Run(string scenario, params (string Name, string Script, (string, object?)[] Variables)[] steps)
    {
        _engine.Run("$null", ("key", Secrets.ApiKey), ("secret", Secure.Text(Secrets.ApiSecret))).EnsureClean();
        List<(string, Outcome)> outcomes = [];
        foreach ((string name, string script, (string, object?)[] variables) in steps)
        {
            outcomes.Add(($"{scenario}/{name}", _engine.Run(script.Replace(";", Loud + ";", StringComparison.Ordinal) + Loud, variables)));
        }

        var hunt = new LeakHunt([Secrets.ApiKey, Secrets.ApiSecret, Secure.Passphrase, ProxyPassword, "signature=", .. PemLines(), .. _signatures]);
        outcomes.ForEach(outcome => hunt.Search(outcome.Item1, outcome.Item2));
        hunt.Search(scenario + " $Error", _engine.ErrorVariable);
        foreach (object error in _engine.ErrorVariable)
        {
            hunt.Search(scenario + " shown", _engine.Render("$shown", ("shown", error)));
        }

        return hunt;
    }

    private static (string, object?)[] RsaKey() => KeyVariables("rsa-pkcs8-aes256.pem");

    private static (string, object?)[] Ed25519Key() => KeyVariables("ed25519-pkcs8-aes256.pem");

    private static (string, object?)[] KeyVariables(string file) => [("path", Key(file)), ("passphrase", Secure.Text(Secure.Passphrase))];

    private static string Key(string file) => Path.Combine(Layout.ThrowAwayKeys, file);

    private static PSCredential Pair() => new(Secrets.ApiKey, Secure.Text(Secrets.ApiSecret));

    /// <summary>The keys as they are in the files, and as they are once the passphrase has opened them.</summary>
    private static IEnumerable<string> PemLines() => new[] { "rsa-pkcs8-aes256.pem", "ed25519-pkcs8-aes256.pem", "rsa-pkcs8.pem", "ed25519-pkcs8.pem" }
        .SelectMany(file => File.ReadLines(Key(file)))
        .Where(line => line.Length > 40 && !line.StartsWith('-'));
}
