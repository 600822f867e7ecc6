#requires -Version 5.1
<#
.SYNOPSIS
Signs a module's folder on Windows: its manifest, its views and its own assemblies, then a catalog of all its files.

.PARAMETER Path
The folder.

.PARAMETER Certificate
A certificate for code, with its private key.
#>
[CmdletBinding()]
param(
    [Parameter(Mandatory = $true)]
    [string] $Path,

    [Parameter(Mandatory = $true)]
    [System.Security.Cryptography.X509Certificates.X509Certificate2] $Certificate
)

Set-StrictMode -Version 2.0
$ErrorActionPreference = 'Stop'

function Add-Signature {
    param([string[]] $File)

    $signatures = Set-AuthenticodeSignature -LiteralPath $File -Certificate $Certificate -HashAlgorithm SHA256 -IncludeChain NotRoot
    $bad = @($signatures | Where-Object { $_.Status -ne 'Valid' })
    if ($bad.Count -gt 0) {
        throw "$($bad[0].Path) could not be signed: $($bad[0].StatusMessage)"
    }
}

$own = Get-ChildItem -LiteralPath $Path -File -Recurse | Where-Object { $_.Extension -in '.psd1', '.ps1xml' -or $_.Name -like 'PortfolioMargin*.dll' }
Add-Signature -File $own.FullName

$catalog = Join-Path -Path $Path -ChildPath 'PortfolioMargin.cat'
$null = New-FileCatalog -Path $Path -CatalogFilePath $catalog -CatalogVersion 2.0
Add-Signature -File $catalog
