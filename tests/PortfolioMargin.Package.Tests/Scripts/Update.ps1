#requires -Version 7.4
# Lets another tool write the manifest of a copy of the module anew, and uses that; the last line tells what came of it.
param([string] $Folder, [string] $Module, [string] $Command)

$ErrorActionPreference = 'Stop'
$copy = Join-Path $Folder 'PortfolioMargin'
Copy-Item -LiteralPath $Module -Destination $copy -Recurse
$manifest = Join-Path $copy 'PortfolioMargin.psd1'
& $Command -Path $manifest -ReleaseNotes 'noted here'

$data = Import-PowerShellDataFile -LiteralPath $manifest
$tested = Test-ModuleManifest -Path $manifest
Import-Module -Name $manifest
Set-PmCredential -Sandbox
ConvertTo-Json -Compress -InputObject @{
    RootModule   = $data.RootModule
    Editions     = "$($tested.CompatiblePSEditions)"
    ReleaseNotes = "$($tested.ReleaseNotes)"
    Orders       = @(Get-PmMarginForceOrder -All).Count
}
