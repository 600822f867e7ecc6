# The module and the floor in turn in one process, streaming to a counter. The first rounds are thrown away by whoever reads this.
param([string] $BaseUri, [string] $Module, [string] $Floor, [string] $Probe, [int] $Rounds)
$ErrorActionPreference = 'Stop'
Import-Module $Module, $Floor, $Probe
Set-PmCredential -FromEnvironment -BaseUri $BaseUri
$ways = [ordered] @{
    'module'        = { Get-PmMarginForceOrder -All | Measure-ProbeRow }
    'floor, HTTP/2' = { Get-FloorForceOrder -BaseUri $BaseUri -HttpVersion 2.0 | Measure-ProbeRow }
    'floor, HTTP/1.1' = { Get-FloorForceOrder -BaseUri $BaseUri -HttpVersion 1.1 | Measure-ProbeRow }
}
for ($round = 0; $round -lt $Rounds; $round++) {
    foreach ($way in $ways.GetEnumerator()) {
        [GC]::Collect()
        $result = & $way.Value
        @{
            who = $way.Key; rows = $result.Rows; ms = $result.Milliseconds
            firstRowMs = $result.FirstRowMilliseconds; allocated = $result.AllocatedBytes
        } | ConvertTo-Json -Compress
    }
}
