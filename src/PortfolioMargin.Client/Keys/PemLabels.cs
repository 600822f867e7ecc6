namespace PortfolioMargin.Client.Keys;

/// <summary>What the labels of PEM blocks mean to us.</summary>
internal static class PemLabels
{
    public const string Pkcs8 = "PRIVATE KEY";
    public const string EncryptedPkcs8 = "ENCRYPTED PRIVATE KEY";
    public const string TraditionalRsa = "RSA PRIVATE KEY";
    public const string TraditionalEc = "EC PRIVATE KEY";
    public const string PublicKey = "PUBLIC KEY";

    /// <summary>Whether a block of this label can be read.</summary>
    public static bool IsReadable(string label) => label is Pkcs8 or EncryptedPkcs8 or TraditionalRsa;

    /// <summary>The label that says best what a text without a readable key holds: any private key before anything else.</summary>
    public static string MostTelling(List<PemBlock> blocks)
    {
        int key = blocks.FindIndex(block => block.Label.Contains("PRIVATE KEY"));
        return blocks[Math.Max(0, key)].Label;
    }

    /// <summary>What a block that cannot be read holds, and what is needed instead: a whole sentence, and advice.</summary>
    public static string Describe(string label) => label switch
    {
        "OPENSSH PRIVATE KEY" =>
            $"an OpenSSH private key. {KeyErrors.Needed}; 'ssh-keygen -p -m PKCS8 -f FILE' rewrites an RSA key so, an Ed25519 key is best made anew with 'openssl genpkey -algorithm ed25519'.",
        TraditionalEc => $"{ObjectIdentifier.NameOfKey("1.2.840.10045.2.1")}. {KeyErrors.MakeNew}",
        "DSA PRIVATE KEY" => $"{ObjectIdentifier.NameOfKey("1.2.840.10040.4.1")}. {KeyErrors.MakeNew}",
        "PGP PRIVATE KEY BLOCK" => $"a PGP private key. {KeyErrors.MakeNew}",
        PublicKey or "RSA PUBLIC KEY" or "SSH2 PUBLIC KEY" or "PGP PUBLIC KEY BLOCK" =>
            $"a public key: that one is for the exchange. {KeyErrors.Needed}, which stays with you: its counterpart.",
        "CERTIFICATE" or "TRUSTED CERTIFICATE" or "X509 CERTIFICATE" => $"a certificate, which has no private key in it. {KeyErrors.Needed}.",
        "CERTIFICATE REQUEST" or "NEW CERTIFICATE REQUEST" => $"a certificate request, which has no private key in it. {KeyErrors.Needed}.",
        _ when label.EndsWith("PRIVATE KEY", StringComparison.Ordinal) => $"a private key of a kind that cannot be used. {KeyErrors.MakeNew}",
        _ => $"something that is not a private key. {KeyErrors.MakeNew}",
    };

    /// <summary>What a text without a PEM block seems to be, told from its beginning.</summary>
    public static string DescribeForeign(ReadOnlySpan<char> text)
    {
        ReadOnlySpan<char> start = text.TrimStart();
        if (start.IsEmpty)
        {
            return $"is empty. {KeyErrors.MakeNew}";
        }

        if (start.StartsWith("PuTTY-User-Key-File".AsSpan(), StringComparison.Ordinal))
        {
            return $"holds a PuTTY key. {KeyErrors.MakeNew}";
        }

        if (start.StartsWith("ssh-".AsSpan(), StringComparison.Ordinal) || start.StartsWith("ecdsa-".AsSpan(), StringComparison.Ordinal))
        {
            return $"holds an SSH public key. {KeyErrors.MakeNew}";
        }

        if (start[0] == '{')
        {
            return $"holds JSON, perhaps a key as a JWK. {KeyErrors.MakeNew}";
        }

        return start[0] == '0' && start.Length > 1 && (start[1] is '\u0081' or '\u0082' or '\uFFFD')
            ? $"holds binary (DER) data. {KeyErrors.Needed}; 'openssl pkcs8 -topk8 -v2 aes-256-cbc -inform DER -in OLD -out NEW' converts a DER key."
            : $"holds no PEM block ('-----BEGIN PRIVATE KEY-----'). {KeyErrors.MakeNew}";
    }
}
