@{
    RootModule             = 'PortfolioMargin.dll'
    ModuleVersion          = '0.1.0'
    GUID                   = 'c328dd0f-160b-4458-93ed-13f9baa57175'
    Author                 = 'PortfolioMargin contributors'
    CompanyName            = 'PortfolioMargin contributors'
    Copyright              = '(c) PortfolioMargin contributors. MIT License.'
    Description            = 'Shows the forced (liquidation) orders of Binance Portfolio Margin accounts: signed, typed, complete. Comes with an embedded sandbox that needs no account and no network.'
    PowerShellVersion      = '5.1'
    CompatiblePSEditions   = @('Desktop', 'Core')
    DotNetFrameworkVersion = '4.7.2'
    FormatsToProcess       = @('PortfolioMargin.Format.ps1xml', 'PortfolioMargin.Summary.Format.ps1xml')
    # Loaded before the types, which name a converter and text members that are in it.
    RequiredAssemblies     = @('PortfolioMargin.Abstractions.dll', 'PortfolioMargin.dll')
    TypesToProcess         = @('PortfolioMargin.Types.ps1xml')
    CmdletsToExport        = @(
        'Export-PmForceOrderReport'
        'Get-PmCredential'
        'Get-PmForceOrder'
        'Get-PmMarginForceOrder'
        'Measure-PmForceOrder'
        'Remove-PmCredential'
        'Set-PmCredential'
        'Test-PmCredential'
        'Watch-PmForceOrder'
    )
    FunctionsToExport      = @()
    VariablesToExport      = @()
    AliasesToExport        = @()
    PrivateData            = @{
        PSData = @{
            Tags         = @('PSEdition_Desktop', 'PSEdition_Core', 'Windows', 'Linux', 'macOS', 'Binance', 'PortfolioMargin', 'Margin', 'Liquidation', 'ForceOrders', 'Trading', 'Crypto')
            ReleaseNotes = 'First release. See CHANGELOG.md in the module folder.'
        }
    }
}
