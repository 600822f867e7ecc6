# How long an import takes in a new process, and what it brings along.
param([string] $Path)
$before = [AppDomain]::CurrentDomain.GetAssemblies().ForEach{ $_.GetName().Name }
$watch = [System.Diagnostics.Stopwatch]::StartNew()
Import-Module $Path
$watch.Stop()
$loaded = [AppDomain]::CurrentDomain.GetAssemblies().ForEach{ $_.GetName().Name }.Where{ $_ -notin $before }
@{ ms = $watch.Elapsed.TotalMilliseconds; loaded = [string[]] $loaded } | ConvertTo-Json -Compress
