param([string] $BaseUri, [string] $Floor, [string] $HttpVersion)
$ErrorActionPreference = 'Stop'
Import-Module $Floor
$rows = @(Get-FloorForceOrder -BaseUri $BaseUri -HttpVersion $HttpVersion)
$rows.Count
