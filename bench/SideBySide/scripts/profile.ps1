# Where a first command's time goes: wall clock, methods compiled by the JIT and the time that took, for each step of a new process.
[Diagnostics.CodeAnalysis.SuppressMessageAttribute('PSReviewUnusedParameter', '', Justification = 'They are used in script blocks.')]
param([string] $BaseUri, [string] $Module, [string] $Floor, [string] $Probe, [string] $Who, [string] $HttpVersion, [int] $InFlight)
$ErrorActionPreference = 'Stop'
function Measure-Step([string] $Name, [scriptblock] $Do) {
    $methods = [System.Runtime.JitInfo]::GetCompiledMethodCount()
    $jit = [System.Runtime.JitInfo]::GetCompilationTime()
    $watch = [System.Diagnostics.Stopwatch]::StartNew()
    $result = . $Do
    $watch.Stop()
    [pscustomobject] @{
        who = $Who; step = $Name; ms = $watch.Elapsed.TotalMilliseconds
        rows = $result.Rows; firstRowMs = $result.FirstRowMilliseconds ?? 0
        methods = [System.Runtime.JitInfo]::GetCompiledMethodCount() - $methods
        jitMs = ([System.Runtime.JitInfo]::GetCompilationTime() - $jit).TotalMilliseconds
    } | ConvertTo-Json -Compress
}
Import-Module $Probe
$null = 1, 2 | Measure-ProbeRow
# What the measuring itself compiles is not to be charged.
$null = Measure-Step 'nothing' { }
Measure-Step 'nothing' { }
if ($Who -eq 'module') {
    Measure-Step 'import' { Import-Module $Module }
    Measure-Step 'set credential' { Set-PmCredential -FromEnvironment -BaseUri $BaseUri }
    foreach ($time in 'first', 'second', 'third') {
        Measure-Step "$time list" { Get-PmMarginForceOrder -All | Measure-ProbeRow }
    }
}
else {
    Measure-Step 'import' { Import-Module $Floor }
    foreach ($time in 'first', 'second', 'third') {
        Measure-Step "$time list" { Get-FloorForceOrder -BaseUri $BaseUri -HttpVersion $HttpVersion -InFlight $InFlight | Measure-ProbeRow }
    }
}
