#requires -Version 5.1
<#
.SYNOPSIS
Runs the Pester suite against the built module, in a process of its own.

.DESCRIPTION
A process of its own, because an imported binary module stays loaded: the next build could not replace it, and the next run
would not test it. Exit code 0 when everything passed and something ran; 1 otherwise. Takes the newest Pester 5 that is installed,
else the one that the build restored.

.PARAMETER Path
The tests. Default: tests/Pester.

.PARAMETER ResultPath
Where the result goes, in NUnit's format. Default: artifacts/pester.xml.

.PARAMETER Pester
The manifest of the Pester to take.

.PARAMETER ExcludeTag
Tags of tests that are left out: ChildProcess for those that start a shell.

.PARAMETER InProcess
Runs in this process. The script calls itself with it.
#>
[CmdletBinding()]
param(
    [string] $Path = (Join-Path (Split-Path -Parent $PSScriptRoot) 'tests/Pester'),

    [string] $ResultPath = (Join-Path (Split-Path -Parent $PSScriptRoot) 'artifacts/pester.xml'),

    [string] $Pester,

    [string[]] $ExcludeTag = @(),

    [switch] $InProcess
)

Set-StrictMode -Version 2.0
$ErrorActionPreference = 'Stop'

if (-not $InProcess) {
    $shell = (Get-Process -Id $PID).Path
    $start = @('-NoProfile', '-NonInteractive')
    if ((Split-Path -Leaf $shell) -match '^dotnet') {
        # pwsh that was installed as a .NET tool runs inside dotnet.
        $start = @(Join-Path $PSHOME 'pwsh.dll') + $start
    }

    & $shell @start -File $PSCommandPath -Path $Path -ResultPath $ResultPath -InProcess
    if ($LASTEXITCODE -ne 0) {
        throw "The Pester suite ended with exit code $LASTEXITCODE."
    }

    return
}

function Find-Pester {
    $installed = Get-Module -Name Pester -ListAvailable | Where-Object { $_.Version.Major -eq 5 } | Sort-Object -Property Version | Select-Object -Last 1
    if ($installed) {
        return $installed.Path
    }

    $packages = if ($env:NUGET_PACKAGES) { $env:NUGET_PACKAGES } else { Join-Path $HOME '.nuget/packages' }
    $restored = Get-ChildItem -Path (Join-Path $packages 'pester/5.*/tools/Pester.psd1') -ErrorAction SilentlyContinue | Select-Object -Last 1
    if (-not $restored) {
        throw 'Pester 5 is neither installed nor restored: run dotnet restore.'
    }

    $restored.FullName
}

if (-not $Pester) {
    $Pester = Find-Pester
}

Import-Module -Name $Pester
$folder = Split-Path -Parent $ResultPath
$null = New-Item -ItemType Directory -Path $folder -Force

$configuration = New-PesterConfiguration
$configuration.Run.Path = $Path
$configuration.Run.PassThru = $true
$configuration.Filter.ExcludeTag = @($ExcludeTag -split ',')
$configuration.Output.Verbosity = 'Normal'
$configuration.TestResult.Enabled = $true
$configuration.TestResult.OutputPath = $ResultPath
$result = Invoke-Pester -Configuration $configuration

# Files that cannot be read and blocks that break are failures too, also when no test in them was counted.
if ($result.Result -ne 'Passed' -or $result.PassedCount -eq 0) {
    exit 1
}
