using System.Management.Automation;
using Org.BouncyCastle.Crypto.Signers;

namespace Stranger.Cmdlets;

/// <summary>Uses its own BouncyCastle.</summary>
[Cmdlet(VerbsOther.Use, "StrangersLibrary")]
[OutputType(typeof(string))]
public sealed class UseStrangersLibraryCommand : PSCmdlet
{
    protected override void ProcessRecord() =>
        WriteObject("theirs: " + Ed25519Signer.Describe());
}
