using PortfolioMargin.Client.Keys;

namespace PortfolioMargin.Net472Runner;

/// <summary>Signatures of fixed texts with fixed keys: the documented HMAC vectors, and what OpenSSL and RFC 8032 give for the others.</summary>
internal static class SigningChecks
{
    private const string DocumentedSecret = "NhqPtmdSJYdKjVHjA7PZj4Mge3R5YNiP1e3UZjInClVN65XAbvqqM6A7H5fATj0j";
    private const string DocumentedRest = "&side=BUY&type=LIMIT&timeInForce=GTC&quantity=1&price=0.1&recvWindow=5000&timestamp=1499827319559";

    private const string RsaText = "timestamp=1499827319559";
    private const string RsaSignature =
        "rLO8THxnVNZSfm4mxja4am+C3NCx/NEup6zDwqh95zF/O8FSvtlBNXQPf9euMxx27WOU4i516dPOaeuwhkAw+ggdCzeYHYaZQ96W0Q3JL4zzisryG4Rbc4LL4iZcCVcWfzL7zgewDGXMzHOQJftsUrhg/EIAoFavGWrODDB+A+Y=";

    /// <summary>RFC 8032, section 7.1, test 2, over the byte 72.</summary>
    private const string Ed25519Text = "r";
    private const string Ed25519Signature =
        "kqAJqfDUyrhyDoILX2QlQKKye1QWUD+Ps3YiI+vbadoIWsHkPhWZbkWPNhPQ8R2MOHsurrQwKu6wDSkWErsMAA==";

    public static void Add(Checks checks)
    {
        checks.Add("the documented HMAC vector", () => Hmac(
            "symbol=LTCBTC" + DocumentedRest, "c8db56825ae71d6d79447849e617115f4a920fa2acdcab2b053c4b2838bd6b71"));
        checks.Add("the documented HMAC vector that is percent-encoded", () => Hmac(
            "symbol=%EF%BC%91%EF%BC%92%EF%BC%93%EF%BC%94%EF%BC%95%EF%BC%96" + DocumentedRest,
            "e1353ec6b14d888f1164ae9af8228a3dbd508bc82eb867db8ab6046442f33ef3"));
        foreach (string path in Directory.GetFiles(KeyFolder, "*.pem").OrderBy(path => path, StringComparer.Ordinal))
        {
            string name = Path.GetFileNameWithoutExtension(path);
            if (name.StartsWith("rsa-", StringComparison.Ordinal))
            {
                checks.Add($"the key file {name}", () => KeyFile(path, RsaText, RsaSignature));
            }
            else if (name.StartsWith("ed25519-", StringComparison.Ordinal))
            {
                checks.Add($"the key file {name}", () => KeyFile(path, Ed25519Text, Ed25519Signature));
            }
        }

        checks.Add("a wrong passphrase is told", WrongPassphrase);
        checks.Add("an RSA key with a flipped bit is refused", BrokenKey);
        checks.Add("a key text with escaped line breaks", () => KeyText(text => text.Replace("\n", "\\n")));
        checks.Add("a key text without its first and last line", () => KeyText(
            text => string.Join(" ", text.Split('\n').SkipWhile(line => !line.StartsWith("-----", StringComparison.Ordinal)).Where(line => !line.StartsWith("-----", StringComparison.Ordinal)))));
    }

    public static string KeyFolder { get; } = Path.Combine(AppDomain.CurrentDomain.BaseDirectory, "Keys");

    private static void Hmac(string text, string signature)
    {
        using IRequestSigner signer = RequestSigners.FromSecret(Secure.Text(DocumentedSecret));
        Checks.Equal(signature, signer.Sign(text));
    }

    private static void KeyFile(string path, string text, string signature)
    {
        using IRequestSigner signer = RequestSigners.FromPrivateKeyFile(path, Secure.Text(Secure.Passphrase));
        Checks.Equal(signature, signer.Sign(text));
    }

    private static void KeyText(Func<string, string> change)
    {
        string text = change(File.ReadAllText(Path.Combine(KeyFolder, "rsa-pkcs8-aes256.pem")));
        using IRequestSigner signer = RequestSigners.FromSecretOrPrivateKey(Secure.Text(text), Secure.Text(Secure.Passphrase));
        Checks.Equal(RsaSignature, signer.Sign(RsaText));
    }

    /// <summary>This platform imports such a key, and what it signs with it is wrong.</summary>
    private static void BrokenKey()
    {
        string[] lines = [.. File.ReadAllLines(Path.Combine(KeyFolder, "rsa-traditional.pem")).SkipWhile(line => !line.StartsWith("-----", StringComparison.Ordinal))];
        byte[] key = Convert.FromBase64String(string.Concat(lines.Skip(1).TakeWhile(line => !line.StartsWith("-----", StringComparison.Ordinal))));
        // Two numbers of some 66 bytes stand behind the exponent for the first prime.
        key[^160] ^= 4;
        try
        {
            RequestSigners.FromSecretOrPrivateKey(Secure.Text($"{lines[0]}\n{Convert.ToBase64String(key)}\n{lines[0].Replace("BEGIN", "END")}"), null).Dispose();
        }
        catch (PrivateKeyUnreadableException)
        {
            return;
        }

        throw new InvalidOperationException("the key was read");
    }

    private static void WrongPassphrase()
    {
        try
        {
            RequestSigners.FromPrivateKeyFile(Path.Combine(KeyFolder, "ed25519-pkcs8-aes256.pem"), Secure.Text("another")).Dispose();
        }
        catch (WrongPassphraseException)
        {
            return;
        }

        throw new InvalidOperationException("the key was opened");
    }
}
