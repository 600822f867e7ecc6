#requires -Version 7.4
# The module's main job in lines that a newcomer can copy, each shown before its output.
$ErrorActionPreference = 'Stop'
$width = if ([Console]::IsOutputRedirected) { 120 } else { [Console]::WindowWidth }

$steps = @(
    { Set-PmCredential -Sandbox -PassThru }
    { Get-PmMarginForceOrder }
    { $orders = Get-PmMarginForceOrder -All; $orders.Count }
    { $orders | Where-Object Symbol -Like *USDT | Sort-Object Notional -Descending -Top 3 }
    { $orders | Group-Object Symbol -NoElement | Sort-Object Count -Descending | Select-Object -First 3 }
    { $orders | Where-Object Symbol -EQ BTCUSDT | Measure-Object Notional -Sum -Maximum | Format-List Count, Sum, Maximum }
    { $orders | Select-Object -Last 1 | Format-List }
    { $orders | Select-Object Symbol, Side, ExecutedQuantity, AveragePrice, OrderId -First 2 | ConvertTo-Csv }
)

'The PortfolioMargin module on its embedded exchange: no account, no network, made-up orders.'
foreach ($step in $steps) {
    ''
    "PS> $("$step".Trim())"
    . $step | Out-String -Stream -Width $width
}
