# Run by Vault.Tests.ps1 in a process of its own, whose home is a folder of the test: makes a SecretStore there, uses it, and tells
# what came of each use.
param([string] $Folder, [string] $Result)

$ErrorActionPreference = 'Stop'
if ($HOME -ne $Folder) {
    throw "The vault of $HOME is not this test's own."
}

. "$PSScriptRoot/Common.ps1"
$key = 'VaultKeyVaultKeyVaultKeyZ'
$password = ConvertTo-Secret -Text 'password of the store'
Reset-SecretStore -Scope CurrentUser -Authentication None -Interaction None -Force -Confirm:$false 3>$null
Register-SecretVault -Name Local -ModuleName Microsoft.PowerShell.SecretStore -DefaultVault
Set-Secret -Name pair -Secret ([pscredential]::new($key, (ConvertTo-Secret -Text 'secret')))
Set-Secret -Name secure -SecureStringSecret (ConvertTo-Secret -Text 'secret') -Metadata @{ ApiKey = $key }
Set-Secret -Name bare -SecureStringSecret (ConvertTo-Secret -Text 'secret')
Set-Secret -Name parts -Secret @{ ApiKey = $key; ApiSecret = 'secret' }
$pem = Get-Content -Raw -LiteralPath "$repository/tests/PortfolioMargin.Client.Tests/Keys/ThrowAwayKeys/ed25519-pkcs8-aes256.pem"
Set-Secret -Name signing -Secret @{ ApiKey = $key; PrivateKey = $pem; Passphrase = 'throw-away' }

function Use-Secret {
    param([string] $ExpectedType, [hashtable] $Parameters)

    Set-PmCredential @Parameters -BaseUri (Get-UnusedAddress)
    $caught = try { Get-PmMarginForceOrder -MaximumRetryCount 0 } catch { $_ }
    $credential = Get-PmCredential
    @{
        ExpectedType = $ExpectedType
        ErrorId      = $caught.FullyQualifiedErrorId -replace ',.*'
        Message      = $caught.Exception.Message
        MaskedKey    = $credential.MaskedKey
        KeyType      = [string] $credential.KeyType
    }
}

$told = @{
    'pair'                                       = Use-Secret -ExpectedType Hmac -Parameters @{ SecretName = 'pair' }
    'secure string with the key in its metadata' = Use-Secret -ExpectedType Hmac -Parameters @{ SecretName = 'secure'; VaultName = 'Local' }
    'hashtable'                                  = Use-Secret -ExpectedType Hmac -Parameters @{ SecretName = 'parts' }
    'private key in a hashtable'                 = Use-Secret -ExpectedType Ed25519 -Parameters @{ SecretName = 'signing' }
    'there is no such secret'                    = Use-Secret -Parameters @{ SecretName = 'nothing' }
    'there is no such vault'                     = Use-Secret -Parameters @{ SecretName = 'pair'; VaultName = 'elsewhere' }
    'the API key is missing'                     = Use-Secret -Parameters @{ SecretName = 'bare' }
}

Set-SecretStoreConfiguration -Authentication Password -Password $password -PasswordTimeout 0 -Interaction None -Confirm:$false
$told['the vault is locked'] = Use-Secret -Parameters @{ SecretName = 'pair' }

[System.IO.File]::WriteAllText($Result, (ConvertTo-Json -InputObject $told -Depth 4))
