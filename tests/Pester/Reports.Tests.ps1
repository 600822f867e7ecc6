BeforeAll {
    . "$PSScriptRoot/Common.ps1"
    Set-PmCredential -Sandbox
    $orders = Get-PmForceOrder -StartTime -30d
}

Describe 'Measure-PmForceOrder on the sandbox' {
    It 'counts every order once, whatever it groups by' {
        foreach ($by in 'Market', 'Symbol', 'Side', 'Day', 'ProfileName', 'AutoCloseType') {
            ($orders | Measure-PmForceOrder -By $by | Measure-Object -Property Count -Sum).Sum | Should -Be $orders.Count
        }
    }

    It 'sums what a group holds' {
        $expected = [decimal] 0
        foreach ($order in $orders | Where-Object { $_.Market -eq 'Um' -and $_.Symbol -eq 'BTCUSDT' }) { $expected += $order.Notional }
        $sum = $orders | Measure-PmForceOrder | Where-Object { $_.Market -eq 'Um' -and $_.Symbol -eq 'BTCUSDT' }
        $sum.Notional | Should -Be $expected
        $sum.Notional | Should -BeOfType [decimal]
    }

    It 'takes orders that come back from a job' -Tag 'ChildProcess' {
        $manifest = "$layout/PortfolioMargin.psd1"
        $job = Start-Job -ArgumentList $manifest -ScriptBlock {
            Import-Module -Name $args[0]
            Set-PmCredential -Sandbox
            Get-PmForceOrder -StartTime -30d
        }
        $sums = $job | Receive-Job -Wait -AutoRemoveJob | Measure-PmForceOrder
        ($sums | ConvertTo-Json) | Should -Be ($orders | Measure-PmForceOrder | ConvertTo-Json)
    }
}

Describe 'Export-PmForceOrderReport on the sandbox' {
    It 'writes a report, and gives its file' {
        $file = $orders | Export-PmForceOrderReport -Path "$TestDrive/report.html" -PassThru
        $file | Should -BeOfType [System.IO.FileInfo]
        $text = Get-Content -LiteralPath $file.FullName -Raw -Encoding UTF8
        $text | Should -Match 'Content-Security-Policy'
        $text | Should -Match '</html>\s*$'
    }

    It 'leaves a file that is there as it is with -NoClobber, and asks for no order' {
        Set-Content -LiteralPath "$TestDrive/mine.html" -Value 'mine'
        $asked = New-Object -TypeName System.Collections.ArrayList
        { 1..3 | ForEach-Object { $null = $asked.Add($_) } | Export-PmForceOrderReport -Path "$TestDrive/mine.html" -NoClobber } |
            Should -Throw -ErrorId 'ReportExists,PortfolioMargin.Cmdlets.ExportPmForceOrderReportCommand'
        $asked.Count | Should -Be 0
        Get-Content -LiteralPath "$TestDrive/mine.html" | Should -Be 'mine'
    }

    It 'writes nothing with -WhatIf' {
        $orders | Export-PmForceOrderReport -Path "$TestDrive/not.html" -WhatIf
        Test-Path -LiteralPath "$TestDrive/not.html" | Should -BeFalse
    }
}
