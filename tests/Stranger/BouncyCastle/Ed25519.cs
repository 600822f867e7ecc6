namespace Org.BouncyCastle.Crypto.Signers;

/// <summary>Stands for a type of another version: the name is taken, what is in it is different.</summary>
public sealed class Ed25519Signer
{
    public static string Describe() => $"BouncyCastle {typeof(Ed25519Signer).Assembly.GetName().Version}";
}
