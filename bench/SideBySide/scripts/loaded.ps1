# Which assemblies are there after the import, after a credential is set, and after a list was read.
param([string] $BaseUri, [string] $Module)
$ErrorActionPreference = 'Stop'
$known = [AppDomain]::CurrentDomain.GetAssemblies().ForEach{ $_.GetName().Name }
function Show-New([string] $After) {
    $now = [AppDomain]::CurrentDomain.GetAssemblies().ForEach{ $_.GetName().Name }
    @{ after = $After; loaded = [string[]] $now.Where{ $_ -notin $known } } | ConvertTo-Json -Compress
    $script:known = $now
}
ConvertTo-Json 1 | Out-Null
$known = [AppDomain]::CurrentDomain.GetAssemblies().ForEach{ $_.GetName().Name }
Import-Module $Module
Show-New 'Import-Module'
Set-PmCredential -FromEnvironment -BaseUri $BaseUri
Show-New 'Set-PmCredential -FromEnvironment'
Get-PmMarginForceOrder -All | Out-Null
Show-New 'Get-PmMarginForceOrder -All'
