# How the time grows with the rows: one warm process, lists of several lengths.
param([string] $BaseUri, [string] $Module, [string] $Probe, [int] $Rounds, [string] $Lengths)
$ErrorActionPreference = 'Stop'
Import-Module $Module, $Probe
Set-PmCredential -FromEnvironment -BaseUri $BaseUri
for ($round = 0; $round -lt $Rounds; $round++) {
    foreach ($rows in [int[]] $Lengths.Split(',')) {
        $result = Get-PmMarginForceOrder -First $rows | Measure-ProbeRow
        @{ wanted = $rows; rows = $result.Rows; ms = $result.Milliseconds } | ConvertTo-Json -Compress
    }
}
