# The help as Get-Help shows it, in both cultures, and its examples, run as they are printed: in a child process, on the sandbox.

BeforeDiscovery {
    $root = Split-Path -Path (Split-Path -Path $PSScriptRoot)
    $cultures = 'en-US', 'zh-CN'
    $examples = foreach ($culture in $cultures) {
        $help = [xml](Get-Content -Raw -Encoding UTF8 -Path "$root/src/PortfolioMargin/Help/$culture/PortfolioMargin.dll-Help.xml")
        foreach ($command in $help.SelectNodes('/*/*[local-name() = "command"]')) {
            $number = 0
            foreach ($example in $command.examples.example) {
                $number++
                @{ Culture = $culture; Command = $command.details.name; Number = $number; Title = $example.title.Trim('-', ' ') }
            }
        }
    }
    $script:pages = $examples | ForEach-Object { "$($_.Culture) $($_.Command)" } | Select-Object -Unique | ForEach-Object {
        $culture, $command = $_ -split ' '
        @{ Culture = $culture; Command = $command }
    }
}

BeforeAll {
    . "$PSScriptRoot/Common.ps1"
}

Describe 'Get-Help' -Tag 'ChildProcess' {
    BeforeAll {
        $script:shown = foreach ($culture in 'en-US', 'zh-CN') {
            $folder = New-Item -ItemType Directory -Path "TestDrive:/shown-$culture"
            Invoke-Child -Script 'HelpShown.ps1' -Folder $folder.FullName -Argument '-Culture', $culture
        }
    }

    It 'shows all of <Command> in <Culture>' -ForEach $pages {
        $page = $shown.Pages | Where-Object { $_.Culture -eq $Culture -and $_.Name -eq $Command }

        $page.Synopsis | Should -Not -BeNullOrEmpty
        $page.Synopsis | Should -Not -Match "^\s*$Command" -Because 'that is what the engine makes up when it finds no help'
        $page.Paragraphs | Should -Not -BeNullOrEmpty
        foreach ($paragraph in $page.Paragraphs) {
            $page.Full | Should -BeLike "*$([WildcardPattern]::Escape($paragraph))*"
        }
        foreach ($code in $page.Code) {
            $page.Examples | Should -BeLike "*$([WildcardPattern]::Escape($code))*"
        }
    }

    It 'shows a text for every parameter of <Command> in <Culture>' -ForEach $pages {
        $page = $shown.Pages | Where-Object { $_.Culture -eq $Culture -and $_.Name -eq $Command }

        $page.Parameters.Name | Should -Be ($page.RealParameters | Sort-Object)
        $page.Parameters.Text | Should -Not -Contain ''
        $page.Parameters.Default | Should -Not -Contain ''
    }

    It 'shows about_PortfolioMargin in <_>' -ForEach $cultures {
        $about = $shown.About | Where-Object Culture -EQ $_

        $about.Name | Should -Be 'about_PortfolioMargin'
        $about.Synopsis | Should -Not -BeNullOrEmpty
        $about.Text | Should -Match 'IncompleteList'
    }

    It 'speaks the language of the culture' {
        $chinese = '[\u4e00-\u9fff]'
        foreach ($page in @($shown.Pages) + @($shown.About)) {
            $page.Synopsis -match $chinese | Should -Be ($page.Culture -eq 'zh-CN') -Because "this is $($page.Name) in $($page.Culture)"
        }
    }
}

Describe 'Examples in the help' -Tag 'ChildProcess' {
    BeforeAll {
        $folder = New-Item -ItemType Directory -Path 'TestDrive:/run'
        Copy-Item -Path "$repository/tests/PortfolioMargin.Client.Tests/Keys/ThrowAwayKeys/ed25519-pkcs8-aes256.pem" -Destination "$folder/desk-key.pem"

        # A home of its own keeps a vault that is really there out of it; a proxy that nobody answers keeps it off the network.
        $environment = @{
            HTTPS_PROXY        = Get-UnusedAddress
            BINANCE_API_KEY    = 'EnvironmentKey'
            BINANCE_API_SECRET = 'EnvironmentSecret'
        }
        if ($IsLinux -or $IsMacOS) {
            $environment.HOME = $folder.FullName
        }

        $script:results = Invoke-Child -Script 'HelpExamples.ps1' -Folder $folder.FullName -Environment $environment
    }

    It '<Culture> <Command> <Title>' -ForEach $examples {
        $result = $results | Where-Object { $_.Culture -eq $Culture -and $_.Command -eq $Command -and $_.Number -eq $Number }

        $result | Should -Not -BeNullOrEmpty
        $result.Errors | Should -BeNullOrEmpty
    }

    It 'writes the orders of the last 30 days into the file' {
        $csv = @(Import-Csv -Path "$folder/force-orders.csv")

        $csv.Count | Should -BeGreaterThan 0
        $csv[0].UpdatedUtc | Should -Match '^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{7}Z$'
        $csv[0].PSObject.Properties.Name | Should -Be 'UpdatedUtc', 'Symbol', 'Side', 'ExecutedQuantity', 'AveragePrice', 'Notional', 'OrderId'
    }

    It 'adds up every order of the last 30 days, by symbol and day' {
        $totals = @($results | Where-Object { $_.Command -eq 'Get-PmMarginForceOrder' -and $_.Number -eq 4 })

        $totals.Count | Should -Be 2
        foreach ($total in $totals) {
            ($total.Output | Measure-Object -Property Orders -Sum).Sum | Should -Be @(Import-Csv -Path "$folder/force-orders.csv").Count
        }
    }

    It 'finds the newest order for the last liquidation' {
        $last = @($results | Where-Object { $_.Command -eq 'Get-PmMarginForceOrder' -and $_.Number -eq 1 })[0]
        $newest = Import-Csv -Path "$folder/force-orders.csv" | Sort-Object -Property UpdatedUtc | Select-Object -Last 1

        $last.Text | Should -BeLike "*$($newest.OrderId)*"
    }
}
