#requires -Version 5.1
<#
.SYNOPSIS
Sends the package in artifacts/ to a repository.

.PARAMETER Repository
The name of a repository that Get-PSResourceRepository lists.

.PARAMETER ApiKey
The repository's key, as text or as SecureString; a repository that is a folder needs none.
#>
[CmdletBinding(SupportsShouldProcess = $true)]
param(
    [Parameter(Mandatory = $true)]
    [string] $Repository,

    [object] $ApiKey
)

Set-StrictMode -Version 2.0
$ErrorActionPreference = 'Stop'

function Get-PackageEntry {
    param([string] $Path)

    Add-Type -AssemblyName System.IO.Compression.FileSystem
    $archive = [System.IO.Compression.ZipFile]::OpenRead($Path)
    try {
        $archive.Entries | ForEach-Object { [pscustomobject]@{ File = $_.FullName; Bytes = $_.Length } }
    }
    finally {
        $archive.Dispose()
    }
}

$artifacts = Join-Path (Split-Path -Parent $PSScriptRoot) 'artifacts'
$packages = @(Get-ChildItem -Path $artifacts -Filter 'PortfolioMargin.*.nupkg' -ErrorAction SilentlyContinue)
if ($packages.Count -ne 1) {
    throw "There must be one package in artifacts/ and there are $($packages.Count): run build.ps1 -Task Pack."
}

$package = $packages[0]
if ($WhatIfPreference) {
    # What would go, as objects: a person sees a table, a script can look at it.
    Get-PackageEntry -Path $package.FullName
}

if (-not $PSCmdlet.ShouldProcess("repository '$Repository'", "Publish $($package.Name)")) {
    return
}

if (-not (Get-Command -Name Publish-PSResource -ErrorAction SilentlyContinue)) {
    throw 'Publish-PSResource is missing: install the module Microsoft.PowerShell.PSResourceGet.'
}

$publish = @{ NupkgPath = $package.FullName; Repository = $Repository }
if ($ApiKey -is [securestring]) {
    $publish.ApiKey = (New-Object System.Net.NetworkCredential('', $ApiKey)).Password
}
elseif ($ApiKey) {
    $publish.ApiKey = [string] $ApiKey
}

Publish-PSResource @publish
