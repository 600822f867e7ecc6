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
        if ($IsLinux -or $IsMacOS) {
            chmod 600 "$folder/desk-key.pem"
        }

        # A home of its own keeps a vault that is really there out of it; a proxy that nobody answers keeps it off the network.
        $environment = @{
            HTTPS_PROXY        = Get-UnusedAddress
            BINANCE_API_KEY    = 'EnvironmentKey'
            BINANCE_API_SECRET = 'EnvironmentSecret'
        }
        if ($IsLinux -or $IsMacOS) {
            $environment.HOME = $folder.FullName
        }

        function Get-Result {
            param($Culture, $Command, $Number)

            $results | Where-Object { $_.Culture -eq $Culture -and $_.Command -eq $Command -and $_.Number -eq $Number }
        }

        $script:results = Invoke-Child -Script 'HelpExamples.ps1' -Folder $folder.FullName -Environment $environment
    }

    It '<Culture> <Command> <Title>' -ForEach $examples {
        $result = Get-Result -Culture $Culture -Command $Command -Number $Number

        $result | Should -Not -BeNullOrEmpty
        $result.Errors | Should -BeNullOrEmpty
        $result.Warnings | Where-Object { $_ -notlike 'Showing *' } | Should -BeNullOrEmpty
        ($result.Exported.Count -gt 0) | Should -Be $result.Exports
    }

    It 'adds up every order of the last 30 days, by symbol and day' {
        foreach ($culture in 'en-US', 'zh-CN') {
            $month, $totals = 2, 4 | ForEach-Object { Get-Result -Culture $culture -Command Get-PmMarginForceOrder -Number $_ }

            ($totals.Output | Measure-Object -Property Orders -Sum).Sum | Should -Be $month.Exported.Count
        }
    }

    It 'finds the newest order' {
        $newest, $month = 1, 2 | ForEach-Object { Get-Result -Culture en-US -Command Get-PmMarginForceOrder -Number $_ }
        $last = $month.Exported | Sort-Object -Property UpdatedUtc | Select-Object -Last 1

        $newest.Text | Should -BeLike "*$(([datetime]$last.UpdatedUtc).ToUniversalTime().ToString('yyyy-MM-dd HH:mm:ss'))*"
    }
}
