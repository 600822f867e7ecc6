using System.Formats.Asn1;

namespace PortfolioMargin.Client.Tests.Keys;

/// <summary>An encrypted key whose passphrase is hashed as often as a test wants. No passphrase opens it.</summary>
internal static class SlowKey
{
    /// <summary>The key by PBES2: PBKDF2 with SHA-1, and AES-256.</summary>
    public static byte[] Encode(long rounds)
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
                            writer.WriteOctetString(new byte[16]);
                            writer.WriteInteger(rounds);
                        }
                    }

                    using (writer.PushSequence())
                    {
                        writer.WriteObjectIdentifier("2.16.840.1.101.3.4.1.42");
                        writer.WriteOctetString(new byte[16]);
                    }
                }
            }

            writer.WriteOctetString(new byte[64]);
        }

        return writer.Encode();
    }
}
