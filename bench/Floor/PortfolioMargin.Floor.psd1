@{
    RootModule        = 'PortfolioMargin.Floor.dll'
    ModuleVersion     = '0.1.0'
    GUID              = 'd2f9a9a4-6f0c-4f0b-9a3f-1f2d3c7b5a10'
    CmdletsToExport   = @('Get-FloorForceOrder')
    FunctionsToExport = @()
    VariablesToExport = @()
    AliasesToExport   = @()
}
