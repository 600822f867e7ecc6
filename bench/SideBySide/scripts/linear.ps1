# How the time grows with the rows: one warm process, lists of several lengths.
param([string] $BaseUri, [string] $Module, [string] $Probe, [int] $Rounds)
$ErrorActionPreference = 'Stop'
Import-Module $Module, $Probe
Set-PmCredential -FromEnvironment -BaseUri $BaseUri
for ($round = 0; $round -lt $Rounds; $round++) {
    foreach ($rows in 1000, 2000, 5000, 10000) {
        $result = Get-PmMarginForceOrder -First $rows | Measure-ProbeRow
        @{ who = "$rows"; rows = $result.Rows; ms = $result.Milliseconds } | ConvertTo-Json -Compress
    }
}
