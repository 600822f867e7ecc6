#requires -Version 7.4
<#
.SYNOPSIS
Makes the pictures in docs/images from the real thing.

.DESCRIPTION
Runs the built module on the sandbox in a terminal of a given width, and writes what stands on the screen as SVG: the table of orders at 80, 100
and 120 columns, and a wait of 12 seconds in its third second. So no picture can grow old: run it again after a change of what is shown.
Needs tmux, which is the terminal. The sandbox's orders move with the day, so the pictures differ from day to day.

.PARAMETER OutputPath
The folder of the pictures.
#>
[CmdletBinding()]
param(
    [string] $OutputPath = (Join-Path -Path $PSScriptRoot -ChildPath '../docs/images')
)

Set-StrictMode -Version 3.0
$ErrorActionPreference = 'Stop'

$manifest = (Get-Item -Path (Join-Path $PSScriptRoot '../out/PortfolioMargin/*/PortfolioMargin.psd1')).FullName
$shell = (Get-Item -Path (Join-Path $PSScriptRoot '../src/PortfolioMargin.Host/bin/*/net10.0/PortfolioMargin.Host')).FullName | Select-Object -First 1
$server = 'pictures-{0}' -f $PID

# The text of the screen once it matches.
function Wait-Screen {
    param([string] $Pattern)

    for ($try = 0; $try -lt 600; $try++) {
        $screen = (& tmux -L $server capture-pane -p -e) -join "`n"
        if (($screen -replace '\x1b\[[0-9;]*m') -match $Pattern) {
            return $screen
        }

        [System.Threading.Tasks.Task]::Delay(200).Wait()
    }

    throw "The screen never showed '$Pattern'."
}

function ConvertTo-Svg {
    param([string] $Screen, [int] $Column)

    $lines = $Screen.TrimEnd() -split "`n"
    $width = [int]($Column * 8.43 + 32)
    $height = $lines.Count * 18 + 32
    $color = @{ '31' = '#f47067'; '91' = '#f47067'; '32' = '#8ddb8c'; '92' = '#8ddb8c'; '33' = '#f69d50'; '93' = '#f69d50'; '36' = '#76e3ea'; '96' = '#76e3ea' }
    $rows = for ($row = 0; $row -lt $lines.Count; $row++) {
        $fill = '#cdd9e5'
        $spans = foreach ($part in [regex]::Split($lines[$row], '(\x1b\[[0-9;]*m)')) {
            if ($part -match '^\x1b\[([0-9;]*)m$') {
                $codes = $Matches[1] -split ';'
                $fill = $codes | ForEach-Object { if ($color.ContainsKey($_)) { $color[$_] } } | Select-Object -Last 1
                if (-not $fill) {
                    $fill = '#cdd9e5'
                }
            }
            elseif ($part) {
                '<tspan fill="{0}">{1}</tspan>' -f $fill, [System.Security.SecurityElement]::Escape($part)
            }
        }
        '  <text x="16" y="{0}" xml:space="preserve">{1}</text>' -f ($row * 18 + 30), (-join $spans)
    }

    @"
<svg xmlns="http://www.w3.org/2000/svg" width="$width" height="$height" viewBox="0 0 $width $height" font-family="Consolas, Menlo, 'DejaVu Sans Mono', monospace" font-size="14">
  <rect width="$width" height="$height" rx="8" fill="#22272e"/>
$($rows -join "`n")
</svg>
"@
}

# What stands on a screen of this width after a script, once the pattern is there.
function Save-Picture {
    param([string] $Name, [int] $Column, [int] $Row, [string] $Script, [string] $Pattern)

    $start = "function prompt { 'PS> ' }; Import-Module '$manifest'; Set-PmCredential -Sandbox; Clear-Host; $Script"
    $encoded = [Convert]::ToBase64String([System.Text.Encoding]::Unicode.GetBytes($start))
    & tmux -L $server new-session -d -x $Column -y $Row "$shell -NoLogo -NoProfile -NoExit -EncodedCommand $encoded"
    try {
        $screen = Wait-Screen -Pattern $Pattern
        ConvertTo-Svg -Screen $screen -Column $Column | Set-Content -LiteralPath (Join-Path $OutputPath "$Name.svg") -Encoding utf8NoBOM
        Write-Output "$Name.svg"
    }
    finally {
        & tmux -L $server kill-server
    }
}

$null = New-Item -ItemType Directory -Path $OutputPath -Force
foreach ($column in 80, 100, 120) {
    Save-Picture -Name "newest-$column" -Column $column -Row 16 -Script "Write-Host 'PS> Get-PmForceOrder -Newest 10'; Get-PmForceOrder -Newest 10" -Pattern '(?s)-----.*\nPS>'
}

Save-Picture -Name 'wait' -Column 80 -Row 6 -Pattern '9s\]' -Script "Set-PmCredential -Sandbox -SandboxFault '2:429/12'; Write-Host 'PS> Get-PmForceOrder -StartTime -30d'; Get-PmForceOrder -StartTime -30d"
