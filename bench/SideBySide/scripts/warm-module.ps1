param([string] $BaseUri, [string] $Module, [string] $Probe, [int] $Rounds)
$ErrorActionPreference = 'Stop'
Import-Module $Module, $Probe
Set-PmCredential -FromEnvironment -BaseUri $BaseUri
for ($round = 0; $round -lt $Rounds; $round++) {
    $result = Get-PmMarginForceOrder -All | Measure-ProbeRow
    @{ rows = $result.Rows; ms = $result.Milliseconds } | ConvertTo-Json -Compress
}
