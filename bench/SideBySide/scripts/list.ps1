# Reads the list once for each line that comes in, streaming to a counter: the floor where a version of HTTP is named, the module otherwise.
param([string] $BaseUri, [string] $Probe, [string] $Module, [string] $HttpVersion, [int] $InFlight)
$ErrorActionPreference = 'Stop'
Import-Module $Module, $Probe
if ($HttpVersion) {
    $list = { Get-FloorForceOrder -BaseUri $BaseUri -HttpVersion $HttpVersion -InFlight $InFlight | Measure-ProbeRow }
}
else {
    Set-PmCredential -FromEnvironment -BaseUri $BaseUri
    $list = { Get-PmMarginForceOrder -All | Measure-ProbeRow }
}
while ($null -ne [Console]::In.ReadLine()) {
    [GC]::Collect()
    $result = & $list
    @{
        rows = $result.Rows; ms = $result.Milliseconds
        firstRowMs = $result.FirstRowMilliseconds; allocated = $result.AllocatedBytes
    } | ConvertTo-Json -Compress
}
