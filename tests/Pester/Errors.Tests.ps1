BeforeAll {
    . "$PSScriptRoot/Common.ps1"
}

Describe 'Errors' {
    BeforeEach {
        Remove-PmCredential -ProfileName *
    }

    It '<Id> has its category and its advice' -ForEach @(
        @{ Id = 'CredentialNotSet'; Category = 'ObjectNotFound'; Script = { Get-PmMarginForceOrder } }
        @{ Id = 'CredentialNotSet'; Category = 'ObjectNotFound'; Script = { Get-PmCredential -ProfileName nothing } }
        @{ Id = 'InvalidTimeRange'; Category = 'InvalidArgument'; Script = { Set-PmCredential -Sandbox; Get-PmMarginForceOrder -StartTime 2000 -EndTime 1000 } }
        @{ Id = 'InsecureBaseUri'; Category = 'SecurityError'; Script = { Set-PmCredential -Sandbox -BaseUri http://example.com } }
        @{ Id = 'InvalidParameter'; Category = 'InvalidArgument'; Script = { Set-PmCredential -ApiKey 'with space' -ApiSecret (ConvertTo-Secret 'secret') } }
        @{ Id = 'PrivateKeyUnreadable'; Category = 'ReadError'; Script = { Set-PmCredential -ApiKey 'KeyKeyKeyKeyKeyKey' -PrivateKeyPath "$TestDrive/none.pem" } }
        @{ Id = 'NetworkFailure'; Category = 'ConnectionError'; Script = {
                Set-PmCredential -ApiKey 'KeyKeyKeyKeyKeyKey' -ApiSecret (ConvertTo-Secret 'secret') -BaseUri (Get-UnusedAddress)
                Get-PmMarginForceOrder -MaximumRetryCount 0
            }
        }
    ) {
        $caught = $null
        try {
            $ErrorActionPreference = 'Stop'
            & $Script
        }
        catch {
            $caught = $_
        }

        $caught.FullyQualifiedErrorId | Should -BeLike "$Id,*"
        $caught.CategoryInfo.Category | Should -Be $Category
        $caught.ErrorDetails.RecommendedAction | Should -Not -BeNullOrEmpty
    }

    It 'are a result, not an error, for Test-PmCredential' {
        $Error.Clear()
        $result = Test-PmCredential -ProfileName nothing
        $result.Succeeded | Should -BeFalse
        $result.ErrorId | Should -Be 'CredentialNotSet'
        $Error.Count | Should -Be 0
    }

    It 'of binding name the parameter' -ForEach @(
        @{ Script = { Get-PmMarginForceOrder -PageSize 101 }; Parameter = 'PageSize' }
        @{ Script = { Get-PmMarginForceOrder -RecvWindow 60001 }; Parameter = 'RecvWindow' }
        @{ Script = { Get-PmMarginForceOrder -StartTime yesterday }; Parameter = 'StartTime' }
        @{ Script = { Set-PmCredential -Sandbox -ProfileName 'a*' }; Parameter = 'ProfileName' }
    ) {
        $Script | Should -Throw -ExpectedMessage "*'$Parameter'*"
    }
}

Describe 'Credentials' {
    BeforeEach {
        Remove-PmCredential -ProfileName *
    }

    It 'are set, shown masked, tested and removed' {
        $shown = Set-PmCredential -ApiKey 'AbCdEfGhIjKlMnOpQrSt' -ApiSecret (ConvertTo-Secret 'secret') -ProfileName desk -PassThru
        $shown.MaskedKey | Should -BeLike 'AbCd?QrSt'
        (Get-PmCredential -ProfileName d*).ProfileName | Should -Be 'desk'
        Get-PmCredential | Remove-PmCredential
        Get-PmCredential | Should -BeNullOrEmpty
    }

    It 'are not touched by -WhatIf' {
        Set-PmCredential -Sandbox -WhatIf
        Get-PmCredential | Should -BeNullOrEmpty
    }

    It 'come from the environment' {
        $env:BINANCE_API_KEY = 'AbCdEfGhIjKlMnOpQrSt'
        $env:BINANCE_API_SECRET = 'secret'
        try {
            (Set-PmCredential -FromEnvironment -PassThru).Source | Should -Be 'Environment'
        }
        finally {
            $env:BINANCE_API_KEY = $null
            $env:BINANCE_API_SECRET = $null
        }
    }

    It 'are unknown to another runspace' {
        Set-PmCredential -Sandbox
        $other = [powershell]::Create()
        try {
            $null = $other.AddCommand('Import-Module').AddParameter('Name', "$layout/PortfolioMargin.psd1").AddStatement().AddCommand('Get-PmCredential')
            $other.Invoke().Count | Should -Be 0
            $other.Streams.Error.Count | Should -Be 0
        }
        finally {
            $other.Dispose()
        }

        @(Get-PmCredential).Count | Should -Be 1
    }

    # As text, because Windows PowerShell cannot read it as a script.
    It 'go with -Credential into parallel runspaces' -Skip:($PSVersionTable.PSVersion.Major -lt 7) {
        $manifest = "$layout/PortfolioMargin.psd1"
        $pair = [pscredential]::new(
            'SandboxDemoKey0000000000000000000000000000000000000000000000KEY1',
            (ConvertTo-Secret 'SandboxDemoSecret00000000000000000000000000000000000000000000SEC'))

        $orders = & ([scriptblock]::Create('
            param($manifest, $pair)
            1..3 | ForEach-Object -ThrottleLimit 3 -Parallel {
                Import-Module -Name $using:manifest
                Set-PmCredential -Sandbox -ProfileName Desk
                Get-PmMarginForceOrder -ProfileName Desk -Credential $using:pair -All
            }
        ')) $manifest $pair

        $orders.Count | Should -Be (3 * 347)
        @($orders | Group-Object -Property Symbol, OrderId | Where-Object Count -NE 3).Count | Should -Be 0
        Get-PmCredential | Should -BeNullOrEmpty
    }
}
