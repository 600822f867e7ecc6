param([string] $BaseUri, [string] $Module)
$ErrorActionPreference = 'Stop'
Import-Module $Module
Set-PmCredential -FromEnvironment -BaseUri $BaseUri
$rows = @(Get-PmMarginForceOrder -All)
"{""rows"":$($rows.Count)}"
