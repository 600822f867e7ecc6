# Run by Help.Tests.ps1 in a process of its own: what Get-Help shows in one culture. The engine keeps the first help file that it has
# read of a module, so each culture needs a process.
param([string] $Folder, [string] $Result, [string] $Culture)

$ErrorActionPreference = 'Stop'
[cultureinfo]::CurrentUICulture = $Culture
. "$PSScriptRoot/Common.ps1"
Set-Location -Path $Folder
if (Test-Path -Path Variable:PSStyle) {
    $PSStyle.OutputRendering = 'PlainText'
}

$source = [xml](Get-Content -Raw -Encoding UTF8 -Path "$layout/$($Culture -replace '^zh-.*', 'zh')/PortfolioMargin.dll-Help.xml")
$common = [System.Management.Automation.Cmdlet]::CommonParameters
$pages = foreach ($command in Get-Command -Module PortfolioMargin) {
    $page = $source.SelectNodes('/*/*[local-name() = "command"]') | Where-Object { $_.details.name -eq $command.Name }
    @{
        Culture        = $Culture
        Name           = $command.Name
        Synopsis       = (Get-Help -Name $command.Name).Synopsis
        Full           = (Get-Help -Name $command.Name -Full | Out-String -Width 5000).Trim()
        Examples       = (Get-Help -Name $command.Name -Examples | Out-String -Width 5000) -replace '\r\n', "`n" -replace '(?m)^ {4}'
        Parameters     = @(
            Get-Help -Name $command.Name -Parameter * | ForEach-Object {
                @{ Name = $_.name; Text = [string]$_.description.Text; Default = [string]$_.defaultValue }
            }
        )
        RealParameters = @($command.Parameters.Keys | Where-Object { $common -notcontains $_ })
        Paragraphs     = @($page.SelectNodes('.//*[local-name() = "para"]').InnerText | Where-Object { $_ })
        Code           = @($page.examples.example.code -replace '\r\n', "`n")
    }
}

$about = Get-Help -Name about_PortfolioMargin
$shown = @{
    Pages = @($pages)
    About = @{
        Culture  = $Culture
        Name     = $about.Name
        Synopsis = $about.Synopsis.Trim()
        Text     = [string]($about | Out-String)
    }
}
[System.IO.File]::WriteAllText($Result, (ConvertTo-Json -InputObject $shown -Depth 6))
