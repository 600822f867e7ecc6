#requires -Version 5.1
<#
.SYNOPSIS
Runs PSScriptAnalyzer over the scripts that build and test the module, and over the built module; says so, and checks nothing, where it is not installed.
#>
[CmdletBinding()]
param()

Set-StrictMode -Version 2.0
$ErrorActionPreference = 'Stop'

if (-not (Get-Module -Name PSScriptAnalyzer -ListAvailable)) {
    Write-Warning 'PSScriptAnalyzer is not installed: the scripts were not checked.'
    return
}

Import-Module -Name PSScriptAnalyzer
$root = Split-Path -Parent $PSScriptRoot
$settings = Join-Path $root 'PSScriptAnalyzerSettings.psd1'
# The manifest is looked at where the files are that it names: in the built module.
$files = @(
    Get-ChildItem -LiteralPath $root -File | Where-Object { $_.Name -ne 'PortfolioMargin.psd1' }
    Get-ChildItem -Path (Join-Path $root 'out/PortfolioMargin/*/*') -File
    Get-ChildItem -LiteralPath $root -Directory | Where-Object { $_.Name -in 'bench', 'build', 'tests' } | Get-ChildItem -File -Recurse
) | Where-Object { $_.Extension -in '.ps1', '.psm1', '.psd1', '.ps1xml' -and $_.FullName -notmatch '[\\/](bin|obj|bench[\\/]out|node_modules)[\\/]' }

function Get-Finding {
    param([string] $Path, [string] $Settings)

    # A script that says it needs PowerShell 7 is not asked whether 5.1 could run it.
    $tree = [System.Management.Automation.Language.Parser]::ParseFile($Path, [ref] $null, [ref] $null)
    $needs = if ($tree.ScriptRequirements) { $tree.ScriptRequirements.RequiredPSVersion }
    $exclude = @{}
    if ($needs -and $needs.Major -gt 5) {
        $exclude.ExcludeRule = 'PSUseCompatibleSyntax'
    }

    Invoke-ScriptAnalyzer -Path $Path -Settings $Settings @exclude
}

$findings = @($files | ForEach-Object { Get-Finding -Path $_.FullName -Settings $settings })
$findings | ForEach-Object { '{0}:{1}: {2} {3}: {4}' -f $_.ScriptName, $_.Line, $_.Severity, $_.RuleName, $_.Message }
if ($findings.Count -gt 0) {
    throw "PSScriptAnalyzer has $($findings.Count) findings in $($files.Count) files."
}

Write-Output "PSScriptAnalyzer: $($files.Count) files, no findings."
