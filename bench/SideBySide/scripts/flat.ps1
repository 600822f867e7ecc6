# What is alive at the last row of a long list, over what is alive at the last row of a short one.
param([string] $BaseUri, [string] $Module, [string] $Probe, [int] $Rows, [int] $ShortRows)
$ErrorActionPreference = 'Stop'
Import-Module $Module, $Probe
Set-PmCredential -FromEnvironment -BaseUri $BaseUri
foreach ($round in 1..3) {
    $short = Get-PmMarginForceOrder -First $ShortRows | Measure-ProbeRow -LiveAt $ShortRows
}
$before = (Get-Process -Id $PID).PeakWorkingSet64
$toNull = [System.Diagnostics.Stopwatch]::StartNew()
Get-PmMarginForceOrder -All | Out-Null
$toNull.Stop()
$peak = (Get-Process -Id $PID).PeakWorkingSet64 - $before
$long = Get-PmMarginForceOrder -All | Measure-ProbeRow -LiveAt $Rows
@{ rows = $long.Rows; shortLive = $short.LiveBytes; live = $long.LiveBytes; peak = $peak; ms = $toNull.Elapsed.TotalMilliseconds } | ConvertTo-Json -Compress
