using System.Collections.Concurrent;
using System.Security.Cryptography;
using System.Text;

namespace PortfolioMargin.Client.Keys;

/// <summary>Signs with an RSA key: base64 of RSASSA-PKCS1-v1_5 with SHA-256 (API documentation, "RSA keys").</summary>
/// <remarks>Safe for several threads, one of which signs at a time: RSA objects do not promise more.</remarks>
internal sealed class RsaRequestSigner : IRequestSigner
{
    private const int ShortestTrial = 512;
    private const int LongestTrial = 2048;

    private static readonly byte[] TrialText = Encoding.UTF8.GetBytes("timestamp=1");
    private static readonly ConcurrentDictionary<int, bool> Trials = new();

    private readonly RSA _rsa;
    private readonly object _gate = new();
    private bool _disposed;

    /// <param name="key">The key. The caller zeroes its arrays; the copy in the platform's key object is out of reach.</param>
    /// <exception cref="CryptographicException">The numbers do not make a key.</exception>
    public RsaRequestSigner(RSAParameters key)
    {
        _rsa = RSA.Create();
        try
        {
            _rsa.ImportParameters(key);
            RefuseBrokenKey();
        }
        catch
        {
            _rsa.Dispose();
            throw;
        }
    }

    public KeyType KeyType => KeyType.Rsa;

    /// <summary>The object that disposal frees.</summary>
    internal RSA PlatformKey => _rsa;

    /// <summary>Whether the platform imports a key that is whole and of about this length, and signs with it. Tried once for each length.</summary>
    public static bool PlatformSigns(int bits)
    {
        int length = Math.Max(ShortestTrial, Math.Min(LongestTrial, bits / ShortestTrial * ShortestTrial));
        return Trials.GetOrAdd(length, static length =>
        {
            try
            {
                using var rsa = RSA.Create();
                rsa.KeySize = length;
                new RsaRequestSigner(rsa.ExportParameters(includePrivateParameters: true)).Dispose();
                return true;
            }
            catch (Exception refusal) when (PlatformCall.IsRefusal(refusal))
            {
                return false;
            }
        });
    }

    public string Sign(string queryString)
    {
        byte[] text = Encoding.UTF8.GetBytes(queryString);
        lock (_gate)
        {
            return _disposed ? throw new ObjectDisposedException(nameof(RsaRequestSigner)) : Convert.ToBase64String(Sign(text));
        }
    }

    public void Dispose()
    {
        lock (_gate)
        {
            _disposed = true;
            _rsa.Dispose();
        }
    }

    private byte[] Sign(byte[] text) => _rsa.SignData(text, HashAlgorithmName.SHA256, RSASignaturePadding.Pkcs1);

    /// <summary>A key file with a flipped bit can still import, and then signs wrongly: better told here than by the exchange.</summary>
    private void RefuseBrokenKey()
    {
        if (!_rsa.VerifyData(TrialText, Sign(TrialText), HashAlgorithmName.SHA256, RSASignaturePadding.Pkcs1))
        {
            throw new CryptographicException("The key's parts do not belong together.");
        }
    }
}
