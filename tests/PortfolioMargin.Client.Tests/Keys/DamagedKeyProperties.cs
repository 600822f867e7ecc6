using System.Security.Cryptography;
using CsCheck;

namespace PortfolioMargin.Client.Tests.Keys;

/// <summary>Whatever becomes of a key file: it signs, or it is refused with one of the exceptions that say so.</summary>
public sealed class DamagedKeyProperties : IDisposable
{
    private readonly string _file = Path.GetTempFileName();

    public static TheoryData<string> Keys => [.. ThrowAwayKeys.Matching("*.pem")];

    public void Dispose() => File.Delete(_file);

    [Theory]
    [MemberData(nameof(Keys))]
    public void A_file_with_any_bytes_changed_added_or_missing_is_refused_or_signs(string name)
    {
        byte[] whole = File.ReadAllBytes(ThrowAwayKeys.PathOf(name));
        Gen<Func<byte[], byte[]>> change = Gen.OneOf(
            Gen.Select(Gen.Int[0, whole.Length - 1], Gen.Byte, (at, value) => (Func<byte[], byte[]>)(bytes => Replace(bytes, at, 1, [value]))),
            Gen.Select(Gen.Int[0, whole.Length - 1], Gen.Int[1, 80], (at, count) => (Func<byte[], byte[]>)(bytes => Replace(bytes, at, count, []))),
            Gen.Select(Gen.Int[0, whole.Length - 1], Gen.Byte.Array[1, 40], (at, added) => (Func<byte[], byte[]>)(bytes => Replace(bytes, at, 0, added))),
            Gen.Select(Gen.Int[0, whole.Length - 1], Gen.Int[0, 40], (at, count) => (Func<byte[], byte[]>)(bytes => Replace(bytes, at, 0, bytes[..Math.Min(count, bytes.Length)]))),
            Gen.Int[0, whole.Length - 1].Select(length => (Func<byte[], byte[]>)(bytes => bytes[..Math.Min(length, bytes.Length)])));
        change.Array[1, 3].Sample(
            changes =>
            {
                File.WriteAllBytes(_file, changes.Aggregate(whole, (bytes, next) => next(bytes)));
                AssertRefusedOrSigns(() => Signers.FromFile(_file, Secure.Text(Secure.Passphrase)));
            },
            iter: 40,
            threads: 1);
    }

    [Theory]
    [InlineData("ed25519-pkcs8.pem")]
    [InlineData("rsa-pkcs8.pem")]
    [InlineData("ed25519-pkcs8-aes256.pem")]
    [InlineData("rsa-traditional.pem")]
    public void The_same_holds_for_the_bytes_inside(string name)
    {
        byte[] der = Convert.FromBase64String(string.Concat(ThrowAwayKeys.LinesInside(name)));
        string label = ThrowAwayKeys.TextOf(name)[PemEncoding.Find(ThrowAwayKeys.TextOf(name)).Label];
        Gen.Select(Gen.Int[0, der.Length - 1], Gen.Byte, Gen.Int[0, 3], Gen.Byte.Array[0, 4]).Sample(
            (at, value, removed, added) =>
            {
                byte[] changed = Replace(der, at, removed, [value, .. added]);
                string pem = PemEncoding.WriteString(label, changed);
                AssertRefusedOrSigns(() => Signers.FromText(Secure.Text(pem), Secure.Text(Secure.Passphrase)));
                AssertRefusedOrSigns(() => Signers.FromSecretOrKey(Secure.Text(Convert.ToBase64String(changed)), Secure.Text(Secure.Passphrase)));
            },
            iter: 150,
            threads: 1);
    }

    private static byte[] Replace(byte[] bytes, int at, int count, byte[] by)
    {
        int start = Math.Min(at, bytes.Length);
        return [.. bytes[..start], .. by, .. bytes[Math.Min(start + count, bytes.Length)..]];
    }

    private static void AssertRefusedOrSigns(Func<IRequestSigner> read)
    {
        try
        {
            using IRequestSigner signer = read();
            Assert.NotEmpty(signer.Sign("r"));
        }
        catch (PortfolioMarginException refused) when (refused is CredentialException or InvalidParameterException)
        {
            Assert.InRange(refused.Message.Length, 20, 1_000);
            Assert.DoesNotContain(refused.Message, char.IsControl);
        }
    }
}
