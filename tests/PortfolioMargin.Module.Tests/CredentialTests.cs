using System.Management.Automation;
using PortfolioMargin.ModuleTests.Support;

namespace PortfolioMargin.ModuleTests;

public sealed class CredentialTests : IDisposable
{
    private readonly Engine _engine = new();

    public void Dispose() => _engine.Dispose();

    [Fact]
    public void A_secret_s_profile_shows_its_kind_masked_key_address_and_source()
    {
        Outcome outcome = _engine.Run(
            "Set-PmCredential -ApiKey $key -ApiSecret $secret -PassThru",
            ("key", $" \r\n{Secrets.ApiKey}\n"),
            ("secret", Secure.Text(Secrets.ApiSecret + "\r\n"))).EnsureClean();

        PSObject shown = Assert.Single(outcome.Output);
        Assert.Equal("Default", shown.Properties["ProfileName"].Value);
        Assert.Equal("Hmac", shown.Properties["KeyType"].Value.ToString());
        Assert.Equal(Secrets.MaskedApiKey, shown.Properties["MaskedKey"].Value);
        Assert.Equal(new Uri("https://papi.binance.com/"), shown.Properties["BaseUri"].Value);
        Assert.Equal("Secret", shown.Properties["Source"].Value.ToString());
    }

    [Fact]
    public void A_key_and_secret_with_line_ends_around_them_sign_as_without()
    {
        using CannedExchange exchange = CannedExchange.WithOrders(0);
        _engine.Run(
            "Set-PmCredential -ApiKey $key -ApiSecret $secret -BaseUri $base; Get-PmMarginForceOrder",
            ("key", $"\t{Secrets.ApiKey}\r\n"),
            ("secret", Secure.Text($" {Secrets.ApiSecret}\r\n")),
            ("base", exchange.BaseUri)).EnsureClean();

        CannedRequest request = Assert.Single(exchange.Requests);
        string signed = request.Target.Split('?')[1].Split("&signature=")[0];
        byte[] expected = System.Security.Cryptography.HMACSHA256.HashData(
            System.Text.Encoding.ASCII.GetBytes(Secrets.ApiSecret), System.Text.Encoding.ASCII.GetBytes(signed));
        Assert.Equal(Convert.ToHexStringLower(expected), request.Query["signature"]);
        Assert.Equal(Secrets.ApiKey, request.Headers["X-MBX-APIKEY"]);
    }

    [Fact]
    public void A_PSCredential_holds_key_and_secret_or_key_and_PEM_text()
    {
        var secret = new PSCredential(Secrets.ApiKey, Secure.Text(Secrets.ApiSecret));
        var pem = new PSCredential(Secrets.ApiKey, Secure.Text(RsaKey()));

        Assert.Equal("Hmac", KeyTypeOf("-Credential $credential", ("credential", secret)));
        Assert.Equal("Rsa", KeyTypeOf("-Credential $credential", ("credential", pem)));
    }

    [Fact]
    public void A_key_file_is_found_by_relative_path_home_and_PowerShell_drive()
    {
        string home = Environment.GetFolderPath(Environment.SpecialFolder.UserProfile);
        string folder = Directory.CreateDirectory(Path.Combine(home, ".pm-" + Guid.NewGuid().ToString("N"))).FullName;
        try
        {
            File.WriteAllText(Path.Combine(folder, "my key[1].pem"), RsaKey().Replace("\n", "\r\n", StringComparison.Ordinal));
            _engine.Run(
                "$ExecutionContext.SessionState.Path.SetLocation($folder); $null = $ExecutionContext.SessionState.Drive.New([System.Management.Automation.PSDriveInfo]::new('keys', $ExecutionContext.SessionState.Provider.GetOne('FileSystem'), $folder, '', $null), 'global')",
                ("folder", folder)).EnsureClean();

            const string Key = "-ApiKey 'KeyKeyKeyKeyKeyKey' -PrivateKeyPath ";
            Assert.Equal("Rsa", KeyTypeOf(Key + "'./my key[1].pem'"));
            Assert.Equal("Rsa", KeyTypeOf(Key + "'my key[1].pem'"));
            Assert.Equal("Rsa", KeyTypeOf(Key + "'keys:my key[1].pem'"));
            Assert.Equal("Rsa", KeyTypeOf(Key + $"'~/{Path.GetFileName(folder)}/my key[1].pem'"));
        }
        finally
        {
            Directory.Delete(folder, recursive: true);
        }
    }

    [Theory]
    [InlineData("-WhatIf")]
    [InlineData("-Confirm:$false -WhatIf")]
    public void WhatIf_sets_and_removes_nothing(string whatIf)
    {
        _engine.Run($"Set-PmCredential -Sandbox {whatIf}").EnsureClean();
        Assert.Empty(_engine.Run("Get-PmCredential").Output);

        _engine.Run($"Set-PmCredential -Sandbox; Remove-PmCredential * {whatIf}").EnsureClean();
        Assert.Single(_engine.Run("Get-PmCredential").Output);
    }

    [Fact]
    public void What_would_be_done_is_said_in_words_without_a_key()
    {
        string sandbox = _engine.Render("Set-PmCredential -Sandbox -WhatIf");
        string real = _engine.Render("Set-PmCredential -ApiKey $key -ApiSecret $secret -ProfileName desk -WhatIf", ("key", Secrets.ApiKey), ("secret", Secure.Text(Secrets.ApiSecret)));

        Assert.Contains("\"Set credential\" on target \"profile 'Default' (sandbox)\"", sandbox, StringComparison.Ordinal);
        Assert.Contains("\"Remove credential\" on target \"profile 'Default' (sandbox)\"", _engine.Render("Set-PmCredential -Sandbox; Remove-PmCredential * -WhatIf"), StringComparison.Ordinal);
        Assert.Contains("\"Set credential\" on target \"profile 'desk' (papi.binance.com)\"", real, StringComparison.Ordinal);
        Assert.DoesNotContain(Secrets.ApiKey, real, StringComparison.Ordinal);
    }

    [Fact]
    public void To_replace_a_profile_is_said_to_be_one()
    {
        Assert.Contains("Set credential", Assert.Single(_engine.Run("Set-PmCredential -Sandbox -Verbose").Verbose), StringComparison.Ordinal);
        Assert.Contains("Replace credential", Assert.Single(_engine.Run("Set-PmCredential -Sandbox -Verbose").Verbose), StringComparison.Ordinal);
    }

    [Fact]
    public void Secret_means_the_secret_and_not_the_name_of_one()
    {
        Outcome outcome = _engine.Run("Set-PmCredential -ApiKey $key -Secret $secret", ("key", Secrets.ApiKey), ("secret", Secrets.ApiSecret));

        Assert.Equal("ParameterArgumentTransformationError", outcome.ErrorId);
        Assert.DoesNotContain(Secrets.ApiSecret, outcome.Error.ToString(), StringComparison.Ordinal);
        Assert.Empty(_engine.Run("Get-PmCredential").Output);
    }

    [Fact]
    public void A_table_of_accounts_sets_a_profile_for_each_line()
    {
        _engine.Run("""
            [pscustomobject]@{ ProfileName = 'one'; SecretName = 'first'; VaultName = 'v'; BaseUri = 'https://one.example' },
            [pscustomobject]@{ ProfileName = 'two'; SecretName = 'second'; VaultName = 'v'; BaseUri = 'https://two.example' } | Set-PmCredential
            """).EnsureClean();

        Assert.Equal(
            ["one https://one.example/ Vault", "two https://two.example/ Vault"],
            _engine.Run("Get-PmCredential | ForEach-Object { \"$($_.ProfileName) $($_.BaseUri) $($_.Source)\" }").Output.Select(line => line.ToString()));
    }

    [Theory]
    [InlineData("Sandbox")]
    [InlineData("FromEnvironment")]
    public void A_switch_that_is_switched_off_names_no_credential(string name)
    {
        ErrorRecordTests.Check(_engine.Run($"Set-PmCredential -{name}:$false"), "InvalidParameter", ErrorCategory.InvalidArgument, name);
    }

    [Fact]
    public void Profiles_are_found_by_wildcard_sorted_and_regardless_of_case()
    {
        SetSandboxes("desk-b", "desk-a", "other");

        Assert.Equal(["desk-a", "desk-b", "other"], Names("Get-PmCredential"));
        Assert.Equal(["desk-a", "desk-b"], Names("Get-PmCredential DESK*"));
        Assert.Equal(["other"], Names("Get-PmCredential -Name OTHER"));
        Assert.Equal(["desk-a", "other"], Names("Get-PmCredential desk-a, other"));
        Assert.Empty(Names("Get-PmCredential nothing*"));
    }

    [Theory]
    [InlineData("Get-PmCredential 'a[b'")]
    [InlineData("Remove-PmCredential 'a[b'")]
    [InlineData("Get-PmMarginForceOrder -ProfileName 'a[b'")]
    public void A_pattern_that_cannot_be_read_is_a_named_error(string command)
    {
        SetSandboxes("a");

        Outcome outcome = _engine.Run(command);

        Assert.Equal("InvalidParameter", outcome.ErrorId);
        Assert.Contains("'a[b'", outcome.Error.ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public void A_missing_name_among_several_is_an_error_of_its_own()
    {
        SetSandboxes("a", "b");

        Outcome outcome = _engine.Run("Get-PmCredential a, missing, b");

        Assert.Equal("CredentialNotSet", outcome.ErrorId);
        Assert.Equal(2, outcome.Output.Count);
    }

    [Fact]
    public void Profiles_are_removed_by_name_wildcard_and_pipeline()
    {
        SetSandboxes("a", "b", "c1", "c2");

        Assert.Equal(["a"], Names("Remove-PmCredential a -PassThru"));
        Assert.Equal(["c1", "c2"], Names("Remove-PmCredential c* -PassThru"));
        Assert.Empty(Names("Get-PmCredential | Remove-PmCredential"));
        Assert.Empty(Names("Get-PmCredential"));
    }

    [Fact]
    public void Setting_a_profile_again_replaces_it()
    {
        SetSandboxes("desk");

        _engine.SetCredential(new Uri("https://example.com"), "DESK").EnsureClean();

        Assert.Equal(new Uri("https://example.com"), Assert.Single(_engine.Run("Get-PmCredential").Output).Properties["BaseUri"].Value);
    }

    [Fact]
    public void A_failed_set_leaves_the_profile_that_was_there()
    {
        SetSandboxes("Default");

        Assert.Equal("InsecureBaseUri", _engine.SetCredential(new Uri("http://example.com")).ErrorId);

        Assert.Equal("Sandbox", Assert.Single(_engine.Run("Get-PmCredential").Output).Properties["Source"].Value.ToString());
    }

    [Fact]
    public void A_credential_that_is_removed_while_it_walks_ends_the_walk_with_a_clear_error()
    {
        using CannedExchange exchange = CannedExchange.WithOrders(3000);
        _engine.SetCredential(exchange.BaseUri).EnsureClean();

        Outcome outcome = _engine.Run("Get-PmMarginForceOrder -All -ThrottleLimit 1 -PageSize 10 | ForEach-Object { Remove-PmCredential * }");

        Assert.Equal("CredentialNotSet", outcome.ErrorId);
    }

    [Theory]
    [InlineData("Get-PmMarginForceOrder -ProfileName ")]
    [InlineData("Get-PmCredential ")]
    [InlineData("Remove-PmCredential -ProfileName ")]
    [InlineData("Test-PmCredential -Name ")]
    [InlineData("Set-PmCredential -ProfileName ")]
    public void Profile_names_are_completed_and_quoted_where_they_need_it(string typed)
    {
        SetSandboxes("desk-a", "my desk", "it''s", "007");

        Assert.Equal(["'007'", "desk-a", "'it''s'", "'my desk'"], Completions(typed));
        Assert.Equal(["'my desk'"], Completions(typed + "'my"));
        Assert.Equal(["desk-a"], Completions(typed + "D"));
    }

    private static string RsaKey() => File.ReadAllText(Path.Combine(Layout.ThrowAwayKeys, "rsa-pkcs8.pem"));

    private string[] Completions(string typed)
    {
        Outcome outcome = _engine.Run(
            "[System.Management.Automation.CommandCompletion]::CompleteInput($typed, $typed.Length, $null).CompletionMatches",
            ("typed", typed)).EnsureClean();
        return [.. outcome.Output.Select(match => (string)match.Properties["CompletionText"].Value)];
    }

    private void SetSandboxes(params string[] names)
    {
        foreach (string name in names)
        {
            _engine.Run($"Set-PmCredential -Sandbox -ProfileName '{name}'").EnsureClean();
        }
    }

    private string[] Names(string script) =>
        [.. _engine.Run(script).EnsureClean().Output.Select(profile => (string)profile.Properties["ProfileName"].Value)];

    private string KeyTypeOf(string parameters, params (string, object?)[] variables) =>
        Assert.Single(_engine.Run($"Set-PmCredential {parameters} -PassThru", variables).EnsureClean().Output).Properties["KeyType"].Value.ToString()!;
}
