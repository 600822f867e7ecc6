using CsCheck;
using PortfolioMargin.Client.Http;

namespace PortfolioMargin.Client.Tests.Http;

/// <summary>The server's limit of streams, found among the frames of an HTTP/2 connection.</summary>
public sealed class Http2SettingsReaderTests
{
    private static readonly Gen<byte[]> Setting =
        from id in Gen.UShort[1, 6]
        from value in Gen.UInt[0, uint.MaxValue]
        select (byte[])[(byte)(id >> 8), (byte)id, (byte)(value >> 24), (byte)(value >> 16), (byte)(value >> 8), (byte)value];

    private static readonly Gen<(byte Type, byte[] Payload)> Frame = Gen.OneOf(
        Setting.Array[0, 6].Select(settings => ((byte)4, settings.SelectMany(setting => setting).ToArray())),
        Gen.Select(OneOf((byte)0, (byte)1, (byte)3, (byte)6, (byte)7, (byte)8), Gen.Byte.Array[0, 300]));

    private static Gen<byte> OneOf(params byte[] values) => Gen.Int[0, values.Length - 1].Select(index => values[index]);

    [Fact]
    public void Every_limit_is_found_wherever_the_stream_is_cut() =>
        Gen.Select(Frame.Array[1, 12], Gen.Int[1, 40]).Sample((frames, chunk) =>
        {
            byte[] stream = [.. frames.SelectMany(frame => Bytes(frame.Type, frame.Payload))];
            int[] expected = [.. frames.Where(frame => frame.Type == 4)
                .SelectMany(frame => frame.Payload.Chunk(6))
                .Where(setting => setting[0] == 0 && setting[1] == 3)
                .Select(setting => (int)Math.Min(int.MaxValue, System.Buffers.Binary.BinaryPrimitives.ReadUInt32BigEndian(setting.AsSpan(2))))];
            var found = new List<int>();
            var reader = new Http2SettingsReader(found.Add);

            foreach (byte[] part in stream.Chunk(chunk))
            {
                reader.Read(part);
            }

            Assert.Equal(expected, found);
        });

    private static byte[] Bytes(byte type, byte[] payload) =>
        [(byte)(payload.Length >> 16), (byte)(payload.Length >> 8), (byte)payload.Length, type, 0, 0, 0, 0, 1, .. payload];
}
