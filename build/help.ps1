#requires -Version 7.4
<#
.SYNOPSIS
Builds the help that the module shows from its sources under docs/.

.DESCRIPTION
Reads docs/<culture>/*.md and writes src/PortfolioMargin/Help/<culture>/: PortfolioMargin.dll-Help.xml from the pages of the
cmdlets, about_PortfolioMargin.help.txt from the topic. The result is committed, so that no other task needs what this one
needs: PowerShell 7.4 or later, and the module Microsoft.PowerShell.PlatyPS 1.0 or later, which reads the pages.
#>
[CmdletBinding()]
param()

Set-StrictMode -Version 3.0
$ErrorActionPreference = 'Stop'

if (-not (Get-Module -Name Microsoft.PowerShell.PlatyPS -ListAvailable)) {
    throw 'The task Help needs the module Microsoft.PowerShell.PlatyPS 1.0 or later: Install-PSResource Microsoft.PowerShell.PlatyPS. No other task needs it; the help it builds is committed.'
}

Import-Module -Name Microsoft.PowerShell.PlatyPS -MinimumVersion 1.0
. (Join-Path $PSScriptRoot 'help/PlainText.ps1')
. (Join-Path $PSScriptRoot 'help/Maml.ps1')
. (Join-Path $PSScriptRoot 'help/AboutTopic.ps1')

$root = Split-Path -Parent $PSScriptRoot
foreach ($source in Get-ChildItem -Path (Join-Path $root 'docs') -Directory | Where-Object Name -Match '^[a-z]{2}-[A-Z]{2}$') {
    $target = Join-Path $root "src/PortfolioMargin/Help/$($source.Name)"
    $null = New-Item -ItemType Directory -Path $target -Force

    $pages = @(Get-ChildItem -Path $source.FullName -Filter '*-*.md')
    foreach ($page in $pages) {
        if (-not (Test-MarkdownCommandHelp -Path $page.FullName)) {
            throw "$page is not a help page that PlatyPS can read; Test-MarkdownCommandHelp -DetailView says why."
        }
    }

    $commands = @($pages.FullName | Import-MarkdownCommandHelp | Sort-Object -Property Title -Culture '')
    Export-Maml -CommandHelp $commands -Path (Join-Path $target 'PortfolioMargin.dll-Help.xml')

    foreach ($topic in Get-ChildItem -Path $source.FullName -Filter 'about_*.md') {
        Export-AboutTopic -Source $topic.FullName -Path (Join-Path $target "$($topic.BaseName).help.txt") -Culture $source.Name
    }

    Write-Output "$($source.Name): $($commands.Count) cmdlets, written to $target"
}
