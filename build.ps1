#requires -Version 5.1
<#
.SYNOPSIS
Builds, tests, packs and publishes PortfolioMargin.

.DESCRIPTION
Runs the same commands one can type: what this script adds is their order. It works in Windows PowerShell 5.1 and in PowerShell 7.4
and later, and needs the .NET 10 SDK. Without PowerShell: `dotnet build`, `dotnet test` and
`dotnet pack build/PortfolioMargin.Package.csproj` do what Build, Test and Pack do.

Build    compiles everything and lays the module out under out/PortfolioMargin/<version>/.
Test     runs every test of `dotnet test`.
Pester   runs the Pester suite against the built module, in a process of its own. Needs Pester 5.
Analyze  checks formatting, and the scripts with PSScriptAnalyzer where it is installed.
Help     builds the module's help files from docs/. Needs PowerShell 7.4 and Microsoft.PowerShell.PlatyPS.
Pack     builds the module anew, as Release, and packs it into artifacts/. With -Certificate, on Windows, its files are signed in the package.
Publish  packs and sends the package to a repository that Get-PSResourceRepository lists. Needs Microsoft.PowerShell.PSResourceGet.
Clean    removes what builds leave behind.

.PARAMETER Task
What to do, in this order.

.PARAMETER Configuration
Debug or Release, for Build and Test. What is packed is always Release.

.PARAMETER Repository
Publish: the name of the repository.

.PARAMETER ProjectUri
Pack, Publish: where the project lives, for the package's page. No address is made up: what is not given is not there.

.PARAMETER LicenseUri
Pack, Publish: where the licence can be read.

.PARAMETER IconUri
Pack, Publish: where an icon lies.

.PARAMETER HelpUri
Pack, Publish: under which address the help pages lie, docs/en-US for example. `Get-Help Get-PmThing -Online` opens <HelpUri>/Get-PmThing.md.

.PARAMETER Certificate
Pack, Publish: signs manifest, views and the module's own assemblies, and adds a signed catalog of all files. On Windows only. A signed
package is not reproducible: a signature holds its time. What is signed is the reproducible package.

.PARAMETER ApiKey
Publish: the repository's key, as text or as SecureString. A folder needs none.

.EXAMPLE
./build.ps1 -Task Build, Test

.EXAMPLE
./build.ps1 -Task Publish -Repository PSGallery -ApiKey (Read-Host -AsSecureString) -WhatIf

Shows what would go, and sends nothing.
#>
[CmdletBinding(SupportsShouldProcess = $true)]
param(
    [Parameter(Position = 0)]
    [ValidateSet('Build', 'Test', 'Pester', 'Analyze', 'Help', 'Pack', 'Publish', 'Clean')]
    [string[]] $Task = 'Build',

    [ValidateSet('Debug', 'Release')]
    [string] $Configuration = 'Debug',

    [string] $Repository,

    [object] $ApiKey,

    [uri] $ProjectUri,

    [uri] $LicenseUri,

    [uri] $IconUri,

    [uri] $HelpUri,

    [System.Security.Cryptography.X509Certificates.X509Certificate2] $Certificate
)

Set-StrictMode -Version 2.0
$ErrorActionPreference = 'Stop'

function Invoke-DotNet {
    param([string[]] $Argument)

    & dotnet $Argument
    if ($LASTEXITCODE -ne 0) {
        throw "dotnet $($Argument[0]) ended with exit code $LASTEXITCODE."
    }
}

function Invoke-Script {
    param([string] $Name, [hashtable] $With = @{})

    & (Join-Path -Path $PSScriptRoot -ChildPath "build/$Name.ps1") @With
}

function Remove-Leftover {
    [CmdletBinding(SupportsShouldProcess = $true)]
    param([string[]] $Path)

    foreach ($leftover in $Path) {
        if ((Test-Path -LiteralPath $leftover) -and $PSCmdlet.ShouldProcess($leftover, 'Remove')) {
            Remove-Item -LiteralPath $leftover -Recurse -Force -Confirm:$false
        }
    }
}

function Get-Leftover {
    'out', 'artifacts'
    Get-ChildItem -Path 'src', 'tests', 'bench', 'build' -Directory -Recurse -ErrorAction SilentlyContinue |
        Where-Object { $_.Name -in 'bin', 'obj', 'TestResults' } |
        ForEach-Object { $_.FullName }
}

function Invoke-Pack {
    # Afresh, so that nothing is packed that an earlier build left behind; test results in artifacts/ stay. Packing is no change to
    # the world: -WhatIf packs too.
    $leftovers = @('out') + @(Get-ChildItem -Path 'artifacts/*.nupkg' -ErrorAction SilentlyContinue | ForEach-Object { $_.FullName })
    Remove-Leftover -Path $leftovers -WhatIf:$false -Confirm:$false
    $pack = @('pack', 'build/PortfolioMargin.Package.csproj', '--nologo', '--configuration', 'Release')
    $addresses = @{ ProjectUri = $ProjectUri; LicenseUri = $LicenseUri; IconUri = $IconUri; HelpUri = $HelpUri }
    $given = @($addresses.Keys | Where-Object { $addresses[$_] } | Sort-Object | ForEach-Object { "-p:$_=$($addresses[$_].AbsoluteUri -replace '%', '%25' -replace ';', '%3B')" })
    Invoke-DotNet -Argument ($pack + $given)
    if ($Certificate) {
        Invoke-Script -Name 'sign' -With @{ Path = 'build/obj/module'; Certificate = $Certificate }
        Invoke-DotNet -Argument ($pack + $given + '-p:NoBuild=true' + '-p:NoStage=true')
    }
}

if ($Certificate -and $env:OS -ne 'Windows_NT') {
    throw 'Signing with -Certificate needs Windows: PowerShell has neither Set-AuthenticodeSignature nor New-FileCatalog elsewhere.'
}

if ($Task -contains 'Publish' -and -not $Repository) {
    throw 'Publish needs -Repository: the name of a repository that Get-PSResourceRepository lists.'
}

Push-Location -LiteralPath $PSScriptRoot
try {
    switch ($Task) {
        'Build' { Invoke-DotNet -Argument 'build', '--nologo', '--configuration', $Configuration }
        'Test' { Invoke-DotNet -Argument 'test', '--nologo', '--configuration', $Configuration }
        'Pester' { Invoke-Script -Name 'pester' }
        'Analyze' {
            Invoke-DotNet -Argument 'format', '--verify-no-changes'
            Invoke-Script -Name 'analyze'
        }
        'Help' { Invoke-Script -Name 'help' }
        'Pack' { Invoke-Pack }
        'Publish' {
            # What comes out is what would go, and nothing else.
            Invoke-Pack | Out-Host
            Invoke-Script -Name 'publish' -With @{ Repository = $Repository; ApiKey = $ApiKey; WhatIf = [bool] $WhatIfPreference }
        }
        'Clean' { Remove-Leftover -Path (Get-Leftover) }
    }
}
finally {
    Pop-Location
}
