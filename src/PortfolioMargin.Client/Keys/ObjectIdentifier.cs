namespace PortfolioMargin.Client.Keys;

/// <summary>Object identifiers by their dotted form.</summary>
internal static class ObjectIdentifier
{
    public const string Rsa = "1.2.840.113549.1.1.1";
    public const string Ed25519 = "1.3.101.112";
    public const string Pbes2 = "1.2.840.113549.1.5.13";
    public const string Pbkdf2 = "1.2.840.113549.1.5.12";
    public const string Scrypt = "1.3.6.1.4.1.11591.4.11";
    public const string PbeSha1TripleDes = "1.2.840.113549.1.12.1.3";
    public const string PbeSha1TwoKeyTripleDes = "1.2.840.113549.1.12.1.4";
    public const string Aes128Cbc = "2.16.840.1.101.3.4.1.2";
    public const string Aes192Cbc = "2.16.840.1.101.3.4.1.22";
    public const string Aes256Cbc = "2.16.840.1.101.3.4.1.42";
    public const string TripleDesCbc = "1.2.840.113549.3.7";

    public const string HmacSha1 = "1.2.840.113549.2.7";
    public const string HmacSha256 = "1.2.840.113549.2.9";
    public const string HmacSha384 = "1.2.840.113549.2.10";
    public const string HmacSha512 = "1.2.840.113549.2.11";

    /// <summary>What a key algorithm is called, for messages.</summary>
    public static string NameOfKey(string identifier) => identifier switch
    {
        "1.2.840.10045.2.1" => "an elliptic-curve (EC) key",
        "1.2.840.10040.4.1" => "a DSA key",
        "1.2.840.113549.1.1.10" => "an RSA key that is restricted to PSS signatures",
        "1.2.840.113549.1.3.1" or "1.2.840.10046.2.1" => "a Diffie-Hellman key",
        "1.3.101.110" => "an X25519 key, which can agree on keys but not sign",
        "1.3.101.111" => "an X448 key, which can agree on keys but not sign",
        "1.3.101.113" => "an Ed448 key",
        _ => $"a key of kind {identifier}",
    };

    /// <summary>What a way of encrypting is called, for messages.</summary>
    public static string NameOfEncryption(string identifier) => identifier switch
    {
        Scrypt => "scrypt",
        "1.2.840.113549.1.5.1" or "1.2.840.113549.1.5.3" or "1.2.840.113549.1.5.4" or "1.2.840.113549.1.5.6"
            or "1.2.840.113549.1.5.10" or "1.2.840.113549.1.5.11" => "a DES or RC2 scheme of PKCS #5 version 1",
        "1.2.840.113549.1.12.1.1" or "1.2.840.113549.1.12.1.2" => "RC4",
        "1.2.840.113549.1.12.1.5" or "1.2.840.113549.1.12.1.6" => "RC2",
        "2.16.840.1.101.3.4.1.6" or "2.16.840.1.101.3.4.1.26" or "2.16.840.1.101.3.4.1.46" => "AES in GCM mode",
        _ => $"the algorithm {identifier}",
    };
}
