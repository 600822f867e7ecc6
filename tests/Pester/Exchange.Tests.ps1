# The module over real sockets: against servers that others have started, whose addresses are in the environment (.ci/run and `dotnet test` do so).

BeforeDiscovery {
    $servers = [bool] $env:SANDBOX_SERVER
    $tls = [bool] $env:SANDBOX_SERVER_TLS
}

BeforeAll {
    . "$PSScriptRoot/Common.ps1"
    $script:keys = Join-Path -Path $repository -ChildPath 'tests/PortfolioMargin.Client.Tests/Keys/ThrowAwayKeys'

    # The embedded exchange's demo account, which is public.
    $script:demo = @{
        ApiKey    = 'SandboxDemoKey0000000000000000000000000000000000000000000000KEY1'
        ApiSecret = ConvertTo-Secret -Text 'SandboxDemoSecret00000000000000000000000000000000000000000000SEC'
    }
}

Describe 'An exchange behind a socket' -Skip:(-not $servers) {
    It 'is read completely over http' {
        Set-PmCredential @demo -BaseUri $env:SANDBOX_SERVER
        @(Get-PmMarginForceOrder -All | Select-Object -Property OrderId, Symbol -Unique).Count | Should -Be 347
    }

    It 'is read completely over https' -Skip:(-not $tls) {
        Set-PmCredential @demo -BaseUri $env:SANDBOX_SERVER_TLS
        @(Get-PmMarginForceOrder -All | Select-Object -Property OrderId, Symbol -Unique).Count | Should -Be 347
    }

    It 'takes what <_> signs' -ForEach @(
        'ed25519-pkcs8', 'ed25519-pkcs8-aes256', 'ed25519-pkcs8-des3'
    ) {
        Set-PmCredential -ApiKey 'MadeUpKey' -PrivateKeyPath "$keys/$_.pem" -Passphrase (ConvertTo-Secret -Text 'throw-away') -BaseUri $env:SANDBOX_SERVER
        (Test-PmCredential).ErrorId | Should -BeNullOrEmpty
    }

    It 'takes what an RSA key signs' -Tag 'RsaPrivateKey' {
        Set-PmCredential -ApiKey 'MadeUpRsaKey' -PrivateKeyPath "$keys/rsa-pkcs8.pem" -BaseUri $env:SANDBOX_SERVER
        (Test-PmCredential).ErrorId | Should -BeNullOrEmpty
    }

    It 'takes a key file by <Form> path' -ForEach @(
        @{ Form = 'a relative'; Path = 'ed25519-pkcs8.pem' }
        @{ Form = 'another relative'; Path = './ed25519-pkcs8.pem' }
        @{ Form = 'a drive''s'; Path = 'Keys:/ed25519-pkcs8.pem' }
    ) {
        $null = New-PSDrive -Name Keys -PSProvider FileSystem -Root $keys
        Push-Location -LiteralPath $keys
        try {
            Set-PmCredential -ApiKey 'MadeUpKey' -PrivateKeyPath $Path -BaseUri $env:SANDBOX_SERVER
            (Test-PmCredential).Succeeded | Should -BeTrue
        }
        finally {
            Pop-Location
        }
    }

    It 'takes a key from a vault' {
        $pair = [pscredential]::new($demo.ApiKey, $demo.ApiSecret)
        $vault = New-Module -Name Microsoft.PowerShell.SecretManagement -ArgumentList $pair -ScriptBlock {
            param($pair)

            function Get-Secret { [CmdletBinding()] param([string] $Name, [string] $Vault) if ($Name -eq 'binance') { $pair } }
            function Get-SecretInfo { [CmdletBinding()] param([string] $Name, [string] $Vault) [pscustomobject] @{ Name = $Name; Metadata = @{}; VaultName = $Vault } }
        } | Import-Module -Global -PassThru
        try {
            Set-PmCredential -SecretName binance -BaseUri $env:SANDBOX_SERVER
            (Test-PmCredential).Succeeded | Should -BeTrue
        }
        finally {
            Remove-Module -ModuleInfo $vault
        }
    }

    It 'tells a wrong secret from everything else' {
        Set-PmCredential -ApiKey $demo.ApiKey -ApiSecret (ConvertTo-Secret -Text 'another') -BaseUri $env:SANDBOX_SERVER
        (Test-PmCredential).ErrorId | Should -Be 'InvalidSignature'
    }
}

Describe 'A stop' {
    It 'ends a wait for an exchange that says nothing, and leaves no error' {
        $silent = New-Object -TypeName System.Net.Sockets.TcpListener -ArgumentList ([System.Net.IPAddress]::Loopback), 0
        $silent.Start()
        $other = [powershell]::Create()
        try {
            $null = $other.AddScript('
                param($manifest, $address)
                Import-Module $manifest
                $secret = New-Object System.Security.SecureString
                $secret.AppendChar([char] "x")
                Set-PmCredential -ApiKey MadeUpKey -ApiSecret $secret -BaseUri $address
                Get-PmMarginForceOrder
            ').AddArgument("$layout/PortfolioMargin.psd1").AddArgument("http://127.0.0.1:$($silent.LocalEndpoint.Port)")
            $null = $other.BeginInvoke()
            $connection = $silent.AcceptTcpClient()

            $other.BeginStop($null, $null).AsyncWaitHandle.WaitOne(20000) | Should -BeTrue

            $other.InvocationStateInfo.State | Should -Be 'Stopped'
            $other.Streams.Error.Count | Should -Be 0
            $connection.Close()
        }
        finally {
            $other.Dispose()
            $silent.Stop()
        }
    }
}

Describe 'A ban' {
    It 'is kept in a file of the user''s own, with a host and times and nothing else' {
        $silent = New-Object -TypeName System.Net.Sockets.TcpListener -ArgumentList ([System.Net.IPAddress]::Loopback), 0
        $silent.Start()
        $other = [powershell]::Create()
        try {
            $address = "http://127.0.0.1:$($silent.LocalEndpoint.Port)"
            $null = $other.AddScript('
                param($manifest, $address)
                Import-Module $manifest
                $secret = New-Object System.Security.SecureString
                $secret.AppendChar([char] "x")
                Set-PmCredential -ApiKey MadeUpKey -ApiSecret $secret -BaseUri $address
                Get-PmMarginForceOrder
            ').AddArgument("$layout/PortfolioMargin.psd1").AddArgument($address)
            $running = $other.BeginInvoke()
            $connection = $silent.AcceptTcpClient()
            $stream = $connection.GetStream()
            $null = $stream.Read((New-Object -TypeName byte[] -ArgumentList 8192), 0, 8192)
            $body = '{"code":-1003,"msg":"Way too much request weight used; IP banned."}'
            $answer = "HTTP/1.1 418 Banned`r`nRetry-After: 120`r`nContent-Type: application/json`r`nContent-Length: $($body.Length)`r`nConnection: close`r`n`r`n$body"
            $bytes = [System.Text.Encoding]::ASCII.GetBytes($answer)
            $stream.Write($bytes, 0, $bytes.Length)
            $connection.Close()
            $null = $other.EndInvoke($running)
            $other.Streams.Error[0].FullyQualifiedErrorId | Should -BeLike 'IpBanned,*'
        }
        finally {
            $other.Dispose()
            $silent.Stop()
        }

        $folder = if ($env:OS -eq 'Windows_NT') { $env:LOCALAPPDATA } elseif ($env:XDG_STATE_HOME) { $env:XDG_STATE_HOME } else { "$HOME/.local/state" }
        $lines = @(Get-Content -LiteralPath "$folder/PortfolioMargin/stops.txt" | Where-Object { $_ -like "*$address*" })
        $lines.Count | Should -Be 1
        $lines[0] | Should -Not -Match 'MadeUpKey|signature|forceOrders'
    }
}
