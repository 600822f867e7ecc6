namespace PortfolioMargin.Client.Signing;

/// <summary>The one set of words for what a private key must be and how to get there.</summary>
internal static class KeyAdvice
{
    /// <summary>What is needed.</summary>
    public const string Needed = "What is needed is an Ed25519 or RSA private key as PEM text";

    /// <summary>How a file that holds another kind of key is mended.</summary>
    public const string MakeNew = Needed + ". 'openssl genpkey -algorithm ed25519 -aes-256-cbc -out key.pem' makes one.";

    /// <summary>How a supported key in an unsupported wrapping is mended.</summary>
    public const string Rewrap = Needed + ". 'openssl pkcs8 -topk8 -v2 aes-256-cbc -in OLD -out NEW' writes a key in a form that can be read.";
}
