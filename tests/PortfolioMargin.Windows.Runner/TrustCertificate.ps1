#requires -Version 7.4
# Lets programs of this user trust a certificate from now on: those that start after this one.
param([string] $Path)

$store = [System.Security.Cryptography.X509Certificates.X509Store]::new('Root', 'CurrentUser')
$store.Open('ReadWrite')
$store.Add([System.Security.Cryptography.X509Certificates.X509CertificateLoader]::LoadCertificateFromFile($Path))
$store.Close()
