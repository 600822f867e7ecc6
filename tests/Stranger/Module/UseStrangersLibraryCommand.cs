using System.Management.Automation;
using Org.BouncyCastle.Crypto.Signers;
using Polly;

namespace Stranger.Cmdlets;

/// <summary>Uses its own BouncyCastle and its own Polly.</summary>
[Cmdlet(VerbsOther.Use, "StrangersLibrary")]
[OutputType(typeof(string))]
public sealed class UseStrangersLibraryCommand : PSCmdlet
{
    protected override void ProcessRecord() =>
        WriteObject($"theirs: {Ed25519Signer.Describe()}, {ResiliencePipelineBuilder.Describe()}");
}
