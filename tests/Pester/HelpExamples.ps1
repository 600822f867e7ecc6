# Run by Help.Tests.ps1 in a process of its own: runs every example of the help on the sandbox, as it is printed, and tells what came
# of it. What an example asks a person for, stand-ins answer.
param([string] $Folder, [string] $Result)

. "$PSScriptRoot/Common.ps1"
Set-Location -Path $Folder

Set-Item -Path 'Function:Read-Host' -Value { ConvertTo-Secret -Text 'throw-away' }

# A messenger that an alert goes to.
Set-Item -Path 'Function:Invoke-RestMethod' -Value { }

# The embedded exchange's demo account, which is public.
Set-Item -Path 'Function:Get-Credential' -Value {
    $secret = ConvertTo-Secret -Text 'SandboxDemoSecret00000000000000000000000000000000000000000000SEC'
    [pscredential]::new('SandboxDemoKey0000000000000000000000000000000000000000000000KEY1', $secret)
}

# A real vault, but only in a home that is this test's own, else a stand-in.
if ($HOME -eq $Folder -and (Test-SecretStore)) {
    Reset-SecretStore -Scope CurrentUser -Authentication None -Interaction None -Force -Confirm:$false 3>$null -ErrorAction Stop
    Register-SecretVault -Name Local -ModuleName Microsoft.PowerShell.SecretStore -DefaultVault -ErrorAction Stop
}
else {
    Set-Item -Path 'Function:Set-Secret' -Value { }
}

$results = foreach ($culture in 'en-US', 'zh-CN') {
    $help = [xml](Get-Content -Raw -Encoding UTF8 -Path "$layout/$($culture -replace '^zh-.*', 'zh')/PortfolioMargin.dll-Help.xml")
    foreach ($command in $help.SelectNodes('/*/*[local-name() = "command"]')) {
        $number = 0
        foreach ($example in $command.examples.example) {
            $number++
            $own = New-Item -ItemType Directory -Path "$Folder/$culture/$($command.details.name)-$number"
            Copy-Item -Path "$Folder/desk-key.pem" -Destination $own.FullName
            Set-Location -Path $own.FullName
            Remove-PmCredential -ProfileName *
            Set-PmCredential -Sandbox
            Set-PmCredential -Sandbox -ProfileName Desk

            # A watch would go on for ever. A credential for one call goes to Binance; here it goes to the sandbox.
            $PSDefaultParameterValues = @{ 'Watch-PmForceOrder:Once' = $true }
            if ($example.code -match '-Credential \$') {
                $PSDefaultParameterValues['Get-PmMarginForceOrder:ProfileName'] = 'Default'
            }

            $Error.Clear()
            $written = @()
            try {
                $written = @(. ([scriptblock]::Create($example.code)) 3>&1 4>$null)
            }
            catch {
                Write-Verbose -Message "It is in `$Error: $_"
            }

            $isWarning = { $_ -is [System.Management.Automation.WarningRecord] }
            $output = @($written | Where-Object { -not (& $isWarning) })
            $exported = @(Get-ChildItem -Path $own.FullName -Filter *.csv)
            @{
                Culture  = $culture
                Command  = $command.details.name
                Number   = $number
                Errors   = @($Error | ForEach-Object { [string]$_ })
                Warnings = @($written | Where-Object $isWarning | ForEach-Object { [string]$_ })
                Exports  = $example.code -match 'Export-Csv'
                Exported = @($exported | ForEach-Object { Import-Csv -Path $_.FullName })
                Text     = ($output | Out-String)
                Output   = @($output | Where-Object { $_ -is [pscustomobject] -and $_.PSObject.Properties['Orders'] })
            }
        }
    }
}

[System.IO.File]::WriteAllText($Result, (ConvertTo-Json -InputObject @($results) -Depth 4))
