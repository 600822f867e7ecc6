using System.Formats.Asn1;

namespace PortfolioMargin.Client.Tests.Keys;

/// <summary>An encrypted key whose passphrase is hashed as often as a test wants. No passphrase opens it.</summary>
internal static class SlowKey
{
    private const string Aes256 = "2.16.840.1.101.3.4.1.42";

    /// <summary>The key by PBES2: PBKDF2 with SHA-1, and AES-256 unless said otherwise.</summary>
    /// <param name="rounds">How often the passphrase is hashed.</param>
    /// <param name="saltLength">Bytes of salt.</param>
    /// <param name="startLength">Bytes of the cipher's start.</param>
    /// <param name="keyLength">The length of the cipher's key, where the file tells it.</param>
    /// <param name="behind">What stands behind the key.</param>
    /// <param name="cipher">The cipher's identifier.</param>
    public static byte[] Encode(long rounds, int saltLength = 16, int startLength = 16, int? keyLength = null, byte[]? behind = null, string cipher = Aes256)
    {
        var writer = new AsnWriter(AsnEncodingRules.DER);
        using (writer.PushSequence())
        {
            using (writer.PushSequence())
            {
                writer.WriteObjectIdentifier("1.2.840.113549.1.5.13");
                using (writer.PushSequence())
                {
                    using (writer.PushSequence())
                    {
                        writer.WriteObjectIdentifier("1.2.840.113549.1.5.12");
                        using (writer.PushSequence())
                        {
                            writer.WriteOctetString(new byte[saltLength]);
                            writer.WriteInteger(rounds);
                            if (keyLength is { } length)
                            {
                                writer.WriteInteger(length);
                            }
                        }
                    }

                    using (writer.PushSequence())
                    {
                        writer.WriteObjectIdentifier(cipher);
                        writer.WriteOctetString(new byte[startLength]);
                    }
                }
            }

            writer.WriteOctetString(new byte[64]);
            if (behind is not null)
            {
                writer.WriteEncodedValue(behind);
            }
        }

        return writer.Encode();
    }
}
