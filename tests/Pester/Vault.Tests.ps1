# Credentials from a real SecretStore, in a process whose home is the test's own.

BeforeDiscovery {
    . "$PSScriptRoot/Common.ps1"
}

Describe 'A credential in a SecretStore' -Skip:(-not (Test-SecretStore)) {
    BeforeAll {
        . "$PSScriptRoot/Common.ps1"
        $folder = (New-Item -ItemType Directory -Path 'TestDrive:/vault').FullName
        $script:told = Invoke-Child -Script 'VaultUse.ps1' -Folder $folder -Environment @{ HOME = $folder }
    }

    It 'is read from a <_>' -ForEach 'pair', 'secure string with the key in its metadata', 'hashtable', 'private key in a hashtable' {
        $use = $told.$_

        # The key was read and something was signed with it: what failed is the connection, to a port where nobody listens.
        $use.ErrorId | Should -Be 'NetworkFailure'
        $use.MaskedKey | Should -BeLike 'Vaul?KeyZ'
        $use.KeyType | Should -Be $use.ExpectedType
    }

    It 'is <Id> when <Case>' -ForEach @(
        @{ Case = 'there is no such secret'; Id = 'SecretNotFound'; Words = "*'nothing'*" }
        @{ Case = 'there is no such vault'; Id = 'VaultUnavailable'; Words = "*'elsewhere'*" }
        @{ Case = 'the API key is missing'; Id = 'SecretNotFound'; Words = '*-ApiKey*metadata*' }
        @{ Case = 'the vault is locked'; Id = 'VaultUnavailable'; Words = '*locked*' }
    ) {
        $told.$Case.ErrorId | Should -Be $Id
        $told.$Case.Message | Should -BeLike $Words
    }
}
