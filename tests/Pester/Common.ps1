# The tests keep no ban in the user's own file, and find none there.
$state = Join-Path -Path ([System.IO.Path]::GetTempPath()) -ChildPath "pm-state-$PID"
$env:XDG_STATE_HOME = $state
$env:LOCALAPPDATA = $state

# Imports the module that the build laid out, as a user imports an installed one.
$repository = Split-Path -Path (Split-Path -Path $PSScriptRoot)
$version = (Select-String -LiteralPath "$repository/PortfolioMargin.psd1" -Pattern "ModuleVersion\s*=\s*'([0-9.]+)'").Matches[0].Groups[1].Value
$layout = Join-Path -Path $repository -ChildPath "out/PortfolioMargin/$version"
Import-Module -Name (Join-Path -Path $layout -ChildPath 'PortfolioMargin.psd1') -Force

function ConvertTo-Secret {
    param([string] $Text)

    $secret = New-Object -TypeName System.Security.SecureString
    foreach ($letter in $Text.ToCharArray()) { $secret.AppendChar($letter) }
    $secret
}

function Get-UnusedAddress {
    # An address on this machine at which nobody listens: of a port that was free a moment ago.
    $listener = New-Object -TypeName System.Net.Sockets.TcpListener -ArgumentList ([System.Net.IPAddress]::Loopback), 0
    $listener.Start()
    $port = $listener.LocalEndpoint.Port
    $listener.Stop()
    "http://127.0.0.1:$port"
}

function Get-PlainText {
    # What a user sees at 120 columns, without colors.
    param([Parameter(ValueFromPipeline)] $InputObject)

    begin { $all = @() }
    process { $all += $InputObject }
    end { ($all | Out-String -Width 120) -replace "$([char] 27)\[[0-9;]*m" }
}

function Invoke-Child {
    # Runs one of the scripts beside this file in a process of its own; what it returns comes back by way of a file.
    param([string] $Script, [string] $Folder, [string[]] $Argument, [hashtable] $Environment = @{})

    $shell = (Get-Process -Id $PID).Path
    $start = @('-NoProfile', '-NonInteractive')
    if ((Split-Path -Leaf $shell) -match '^dotnet') {
        # pwsh that was installed as a .NET tool runs inside dotnet.
        $start = @(Join-Path $PSHOME 'pwsh.dll') + $start
    }

    if ($PSVersionTable.PSEdition -eq 'Desktop' -or $IsWindows) {
        $start += '-ExecutionPolicy', 'Bypass'
    }

    $result = Join-Path -Path $Folder -ChildPath 'result.json'
    $before = @{}
    foreach ($variable in $Environment.Keys) {
        $before[$variable] = [Environment]::GetEnvironmentVariable($variable)
        [Environment]::SetEnvironmentVariable($variable, $Environment[$variable])
    }
    try {
        $said = & $shell @start -File "$PSScriptRoot/$Script" -Folder $Folder -Result $result @Argument 2>&1
    }
    finally {
        foreach ($variable in $Environment.Keys) {
            [Environment]::SetEnvironmentVariable($variable, $before[$variable])
        }
    }

    if (-not (Test-Path -Path $result)) {
        throw "$Script did not come to its end: $($said -join [Environment]::NewLine)"
    }

    Get-Content -Raw -Encoding UTF8 -Path $result | ConvertFrom-Json
}

function Test-SecretStore {
    # A SecretStore of a test's own needs a home of the test's own, which only these systems take from the environment.
    $needed = 'Microsoft.PowerShell.SecretManagement', 'Microsoft.PowerShell.SecretStore'
    $found = @(Get-Module -ListAvailable -Name $needed | Select-Object -ExpandProperty Name -Unique)
    ($IsLinux -or $IsMacOS) -and $found.Count -eq $needed.Count
}
