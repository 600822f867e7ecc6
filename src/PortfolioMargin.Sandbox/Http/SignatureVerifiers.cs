using System.Security.Cryptography;
using System.Text;

namespace PortfolioMargin.Sandbox.Http;

/// <summary>Checks HMAC-SHA256 signatures written as hex, in either case.</summary>
internal sealed class HmacVerifier(string secret)
{
    private const int HexLength = 64;
    private readonly byte[] _key = Encoding.UTF8.GetBytes(secret);

    public bool Verify(string payload, string signature)
    {
        if (signature.Length != HexLength)
        {
            return false;
        }

        using var hmac = new HMACSHA256(_key);
        byte[] expected = hmac.ComputeHash(Encoding.UTF8.GetBytes(payload));

        // Every digit is looked at, so that the time taken says nothing about where the first wrong one stands.
        int difference = 0;
        for (int i = 0; i < expected.Length; i++)
        {
            int given = (HexValue(signature[2 * i]) << 4) | HexValue(signature[(2 * i) + 1]);
            difference |= given ^ expected[i];
        }

        return difference == 0;
    }

    private static int HexValue(char digit) => digit switch
    {
        >= '0' and <= '9' => digit - '0',
        >= 'a' and <= 'f' => digit - 'a' + 10,
        >= 'A' and <= 'F' => digit - 'A' + 10,
        _ => 0x1000,
    };
}

/// <summary>Checks RSASSA-PKCS1-v1_5 signatures with SHA-256, written as base64.</summary>
internal sealed class RsaVerifier(RSAParameters publicKey)
{
    public bool Verify(string payload, string signature)
    {
        byte[] bytes;
        try
        {
            bytes = Convert.FromBase64String(signature);
        }
        catch (FormatException)
        {
            return false;
        }

        using var rsa = RSA.Create();
        rsa.ImportParameters(publicKey);
        return rsa.VerifyData(Encoding.UTF8.GetBytes(payload), bytes, HashAlgorithmName.SHA256, RSASignaturePadding.Pkcs1);
    }
}
