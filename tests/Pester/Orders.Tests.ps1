BeforeAll {
    . "$PSScriptRoot/Common.ps1"
    Set-PmCredential -Sandbox
}

Describe 'Get-PmMarginForceOrder on the sandbox' {
    It 'shows ten orders and warns that there are more' {
        $orders = Get-PmMarginForceOrder -WarningVariable warned -WarningAction SilentlyContinue
        $orders.Count | Should -Be 10
        $warned.Count | Should -Be 1
        "$warned" | Should -Match '347'
        "$warned" | Should -Match '-All'
        $orders[0].OrderId | Should -Be 180015097
        $orders[0].GetType().FullName | Should -Be 'PortfolioMargin.MarginForceOrder'
    }

    It 'gets every order once with -All' {
        $orders = Get-PmMarginForceOrder -All
        $orders.Count | Should -Be 347
        @($orders | Select-Object -Property Symbol, OrderId -Unique).Count | Should -Be 347
    }

    It 'ends early without an error when the pipeline has enough' {
        $Error.Clear()
        $first = Get-PmMarginForceOrder -All | Select-Object -First 1
        $first.OrderId | Should -Be 180015097
        $Error.Count | Should -Be 0
    }

    It 'pages with -First, -Skip and -IncludeTotalCount' {
        $all = Get-PmMarginForceOrder -All
        (Get-PmMarginForceOrder -Skip 95 -First 10).OrderId | Should -Be $all[95..104].OrderId
        (Get-PmMarginForceOrder -Page 3 -PageSize 100).OrderId | Should -Be $all[200..299].OrderId
        $counted = @(Get-PmMarginForceOrder -First 2 -IncludeTotalCount)
        [uint64] $counted[0] | Should -Be 347
        $counted.Count | Should -Be 3
    }

    It 'takes a time as <Form>' -ForEach @(
        @{ Form = 'DateTimeOffset'; Time = [DateTimeOffset]::FromUnixTimeMilliseconds(1558941374745) }
        @{ Form = 'DateTime'; Time = [DateTimeOffset]::FromUnixTimeMilliseconds(1558941374745).LocalDateTime }
        @{ Form = 'UTC DateTime'; Time = [DateTimeOffset]::FromUnixTimeMilliseconds(1558941374745).UtcDateTime }
        @{ Form = 'Unix milliseconds'; Time = 1558941374745 }
        @{ Form = 'text'; Time = '2019-05-27T07:16:14.745Z' }
    ) {
        $order = Get-PmMarginForceOrder -StartTime $Time -EndTime $Time
        $order.OrderId | Should -Be 180015097
        (Get-PmMarginForceOrder -EndTime $Time -All).OrderId | Should -Be 180015097
    }

    It 'has the names of the exchange too' {
        $order = Get-PmMarginForceOrder -First 1
        $order.avgPrice | Should -Be 0.00388359
        $order.executedQty | Should -Be 31.39
        $order.qty | Should -Be 31.39
        $order.orderId | Should -Be 180015097
    }

    It 'is exported flat by Record, with each value once' {
        $header = (Get-PmMarginForceOrder -First 1 | Select-Object -Property Record | ConvertTo-Csv -NoTypeInformation)[0] -replace '"' -split ','
        $header | Should -Contain 'UpdatedUtc'
        $header | Should -Contain 'OrderId'
        @($header | Where-Object { $_ -in 'UpdatedTime', 'AdditionalFields', 'avgPrice' }) | Should -BeNullOrEmpty
        $header.Count | Should -Be @($header | Select-Object -Unique).Count
    }

    # Start-Job starts the pwsh that lies beside the engine.
    It 'keeps its time through a job' -Skip:(-not (Get-Item -Path "$PSHOME/pwsh*", "$PSHOME/powershell.exe" -ErrorAction Ignore)) {
        $manifest = "$layout/PortfolioMargin.psd1"
        $job = Start-Job -ArgumentList $manifest -ScriptBlock {
            Import-Module -Name $args[0]
            Set-PmCredential -Sandbox
            Get-PmMarginForceOrder -First 1
        }
        $order = $job | Receive-Job -Wait -AutoRemoveJob

        $order.UpdatedTime.UtcDateTime.ToString('o') | Should -Be '2019-05-27T07:16:14.7450000Z'
        $order | Get-PlainText | Should -Match '2019-05-27 07:16:14 BNBBTC'
    }

    It 'asks every profile in the pipeline' {
        Set-PmCredential -Sandbox -ProfileName second
        $byProfile = Get-PmCredential | Get-PmMarginForceOrder -First 5 | Group-Object -Property ProfileName
        $byProfile.Name | Should -Be @('Default', 'second')
        Remove-PmCredential -ProfileName second
    }

    It 'writes one verbose line for each request, without a key in it' {
        $lines = @(Get-PmMarginForceOrder -First 10 -Verbose 4>&1 | Where-Object { $_ -is [System.Management.Automation.VerboseRecord] })
        $lines.Count | Should -Be 1
        "$lines" | Should -Match '^GET /papi/v1/margin/forceOrders page 1'
        "$lines" | Should -Not -Match 'signature|timestamp|SandboxDemo'
    }

    It 'leaves nothing secret in a transcript' {
        $path = Join-Path -Path $TestDrive -ChildPath 'transcript.txt'
        Start-Transcript -Path $path | Out-Null
        try {
            Get-PmMarginForceOrder -First 1 -Verbose | Out-Host
            Test-PmCredential -Verbose | Out-Host
            Get-PmCredential | Format-List -Property * | Out-Host
        }
        finally {
            Stop-Transcript | Out-Null
        }

        $text = Get-Content -LiteralPath $path -Raw
        $text | Should -Match '2019-05-27 07:16:14 BNBBTC'
        $text | Should -Not -Match 'SandboxDemo|signature='
    }
}

Describe 'The views' {
    It 'show orders as a table within 120 columns' {
        $lines = (Get-PmMarginForceOrder -First 3 | Get-PlainText) -split '\r?\n' | Where-Object { $_ }
        $lines[0] | Should -Match '^Market\s+Updated \(UTC\)\s+Symbol\s+Side\s+Executed\s+AveragePrice\s+Notional\s+OrderId\s*$'
        $lines[2] | Should -Match '^Margin\s+2019-05-27 07:16:14 BNBBTC\s+SELL\s+31.39\s+0.00388359\s+0.12190\d+\s+180015097\s*$'
        ($lines | Measure-Object -Property Length -Maximum).Maximum | Should -BeLessOrEqual 120
    }

    It 'show one order as a list, its time in UTC' {
        $text = Get-PmMarginForceOrder -First 1 | Format-List | Get-PlainText
        $text | Should -Match 'UpdatedTime \(UTC\) : 2019-05-27 07:16:14\.745'
        $text | Should -Match 'AdditionalFields'
    }

    It 'show credentials without a secret' {
        $text = Get-PmCredential | Get-PlainText
        $text | Should -Match 'Default\s+Hmac\s+Sand.KEY1\s+Sandbox\s+https://sandbox'
    }

    It 'show a test as a list, several as a table on demand' {
        Test-PmCredential | Get-PlainText | Should -Match 'Succeeded\s+: True'
        Test-PmCredential | Format-Table | Get-PlainText | Should -Match 'Default\s+True\s+Hmac'
    }
}
