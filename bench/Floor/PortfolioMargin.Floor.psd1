# What the module's manifest has, key for key; the least view and the least type file stand for the module's.
@{
    RootModule             = 'PortfolioMargin.Floor.dll'
    ModuleVersion          = '0.1.0'
    GUID                   = 'd2f9a9a4-6f0c-4f0b-9a3f-1f2d3c7b5a10'
    Author                 = 'PortfolioMargin contributors'
    CompanyName            = 'PortfolioMargin contributors'
    Copyright              = '(c) PortfolioMargin contributors. MIT License.'
    Description            = 'The least cmdlet that fetches the forced orders of a Portfolio Margin account, to measure the module against.'
    PowerShellVersion      = '5.1'
    CompatiblePSEditions   = @('Desktop', 'Core')
    DotNetFrameworkVersion = '4.7.2'
    FormatsToProcess       = @('PortfolioMargin.Floor.Format.ps1xml')
    TypesToProcess         = @('PortfolioMargin.Floor.Types.ps1xml')
    RequiredAssemblies     = @('PortfolioMargin.Floor.dll')
    CmdletsToExport        = @('Get-FloorForceOrder')
    FunctionsToExport      = @()
    VariablesToExport      = @()
    AliasesToExport        = @()
    PrivateData            = @{
        PSData = @{
            Tags         = @('PSEdition_Desktop', 'PSEdition_Core', 'Windows', 'Linux', 'macOS', 'Binance', 'PortfolioMargin', 'Margin', 'Benchmark')
            ReleaseNotes = 'Not published.'
        }
    }
}
