# What a user writes who has no module: one page after the other. Once for each line that comes in.
param([string] $BaseUri)
$ErrorActionPreference = 'Stop'
$ProgressPreference = 'SilentlyContinue'
$hmac = [System.Security.Cryptography.HMACSHA256]::new([Text.Encoding]::ASCII.GetBytes($env:BINANCE_API_SECRET))
while ($null -ne [Console]::In.ReadLine()) {
    $watch = [System.Diagnostics.Stopwatch]::StartNew()
    $rows = [System.Collections.Generic.List[object]]::new()
    $page = 0
    do {
        $page++
        $query = "current=$page&size=100&timestamp=$([DateTimeOffset]::UtcNow.ToUnixTimeMilliseconds())"
        $signature = [Convert]::ToHexString($hmac.ComputeHash([Text.Encoding]::ASCII.GetBytes($query)))
        $answer = Invoke-RestMethod -Uri "${BaseUri}papi/v1/margin/forceOrders?$query&signature=$signature" -Headers @{ 'X-MBX-APIKEY' = $env:BINANCE_API_KEY }
        $rows.AddRange([object[]] $answer.rows)
    } while ($rows.Count -lt $answer.total)
    @{ rows = $rows.Count; ms = $watch.Elapsed.TotalMilliseconds } | ConvertTo-Json -Compress
}
