#requires -Version 7.4
# Publishes a package to a folder, finds it there, installs it, and uses it; the last line tells what came of it.
param([string] $Folder, [string] $Package)

$ErrorActionPreference = 'Stop'
$repository = (New-Item -ItemType Directory -Path (Join-Path $Folder 'repository')).FullName
Register-PSResourceRepository -Name Folder -Uri $repository -Trusted
Publish-PSResource -NupkgPath $Package -Repository Folder
$found = Find-PSResource -Name PortfolioMargin -Repository Folder

# On Windows the user's own folder cannot be another one for a test: there it is saved beside it.
if ($IsWindows) {
    $modules = (New-Item -ItemType Directory -Path (Join-Path $Folder 'modules')).FullName
    Save-PSResource -Name PortfolioMargin -Repository Folder -Path $modules
    $env:PSModulePath = $modules + [System.IO.Path]::PathSeparator + $env:PSModulePath
}
else {
    Install-PSResource -Name PortfolioMargin -Repository Folder -Scope CurrentUser
}

Import-Module -Name PortfolioMargin
Set-PmCredential -Sandbox
$help = Get-Help -Name Get-PmMarginForceOrder
ConvertTo-Json -Compress -InputObject @{
    Found      = $found.Name
    ProjectUri = [string] $found.ProjectUri
    ModuleBase = (Get-Module -Name PortfolioMargin).ModuleBase
    Orders     = @(Get-PmMarginForceOrder -All).Count
    OnlineHelp = @($help.relatedLinks.navigationLink.uri)[0]
}
