BeforeAll {
    . "$PSScriptRoot/Common.ps1"
}

Describe 'The manifest' {
    It 'is valid, and has the version of its folder' {
        $manifest = Test-ModuleManifest -Path "$layout/PortfolioMargin.psd1"
        "$($manifest.Version)" | Should -Be $version
        $manifest.PowerShellVersion | Should -Be ([version] '5.1')
        $manifest.CompatiblePSEditions | Should -Be @('Desktop', 'Core')
    }

    It 'is plain data' {
        $data = Import-PowerShellDataFile -Path "$layout/PortfolioMargin.psd1"
        $data.RootModule | Should -Be 'PortfolioMargin.dll'
        $data.ModuleVersion | Should -Be $version
    }

    It 'exports its cmdlets and nothing else' {
        $module = Get-Module -Name PortfolioMargin
        $listed = (Import-PowerShellDataFile -Path "$layout/PortfolioMargin.psd1").CmdletsToExport
        $module.ExportedCmdlets.Keys | Sort-Object | Should -Be ($listed | Sort-Object)
        $module.ExportedFunctions.Count | Should -Be 0
        $module.ExportedAliases.Count | Should -Be 0
        $module.ExportedVariables.Count | Should -Be 0
    }

    It 'brings its help' {
        (Get-Help -Name Get-PmMarginForceOrder -Full).parameters.parameter.name | Should -Contain 'StartTime'
        (Get-Help -Name about_PortfolioMargin | Out-String) | Should -Match 'CredentialNotSet'
    }

    It 'uses approved verbs only' {
        $approved = (Get-Verb).Verb
        Get-Command -Module PortfolioMargin | ForEach-Object { $approved | Should -Contain $_.Verb }
    }

    It 'imports without a warning, twice, and again after it was removed' {
        $path = "$layout/PortfolioMargin.psd1"
        Import-Module -Name $path -Force -WarningVariable warned
        Import-Module -Name $path -Force -WarningVariable +warned
        Remove-Module -Name PortfolioMargin
        Get-Command -Name '*-Pm*' -Module PortfolioMargin -ErrorAction Ignore | Should -BeNullOrEmpty
        Import-Module -Name $path -WarningVariable +warned
        $warned | Should -BeNullOrEmpty
        Set-PmCredential -Sandbox
        @(Get-PmMarginForceOrder -First 3).Count | Should -Be 3
    }
}
