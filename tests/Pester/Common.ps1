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

function Get-PlainText {
    # What a user sees at 120 columns, without colors.
    param([Parameter(ValueFromPipeline)] $InputObject)

    begin { $all = @() }
    process { $all += $InputObject }
    end { ($all | Out-String -Width 120) -replace "$([char] 27)\[[0-9;]*m" }
}
