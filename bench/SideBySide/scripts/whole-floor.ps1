param([string] $BaseUri, [string] $Floor, [string] $HttpVersion, [int] $InFlight)
$ErrorActionPreference = 'Stop'
Import-Module $Floor
$rows = @(Get-FloorForceOrder -BaseUri $BaseUri -HttpVersion $HttpVersion -InFlight $InFlight)
"{""rows"":$($rows.Count)}"
