using System.Buffers.Binary;

namespace PortfolioMargin.Client.Http;

/// <summary>
/// Reads the server's limit of concurrent streams (SETTINGS_MAX_CONCURRENT_STREAMS, RFC 9113, 6.5.2) out of what a server sends
/// over an HTTP/2 connection. It looks at the frames' headers and skips everything else. Not thread-safe.
/// </summary>
/// <param name="onLimit">Is told each limit that the server sends.</param>
internal sealed class Http2SettingsReader(Action<int> onLimit)
{
    private const int HeaderLength = 9;
    private const int SettingLength = 6;
    private const byte SettingsFrame = 4;
    private const ushort MaximumConcurrentStreams = 3;

    private readonly byte[] _part = new byte[HeaderLength];
    private int _partLength;
    private int _payloadLeft;
    private bool _isSettings;

    /// <summary>Reads the next bytes that the server sent.</summary>
    public void Read(ReadOnlySpan<byte> bytes)
    {
        while (bytes.Length > 0)
        {
            if (_payloadLeft > 0 && !_isSettings)
            {
                int skipped = Math.Min(_payloadLeft, bytes.Length);
                _payloadLeft -= skipped;
                bytes = bytes[skipped..];
                continue;
            }

            _part[_partLength++] = bytes[0];
            bytes = bytes[1..];
            if (_payloadLeft > 0)
            {
                ReadSetting();
            }
            else if (_partLength == HeaderLength)
            {
                _payloadLeft = (_part[0] << 16) | (_part[1] << 8) | _part[2];
                _isSettings = _part[3] == SettingsFrame;
                _partLength = 0;
            }
        }
    }

    private void ReadSetting()
    {
        _payloadLeft--;
        if (_partLength == SettingLength)
        {
            if (BinaryPrimitives.ReadUInt16BigEndian(_part) == MaximumConcurrentStreams)
            {
                onLimit((int)Math.Min(int.MaxValue, BinaryPrimitives.ReadUInt32BigEndian(_part.AsSpan(2))));
            }

            _partLength = 0;
        }
        else if (_payloadLeft == 0)
        {
            // Not a whole setting: the handler will end such a connection.
            _partLength = 0;
        }
    }
}
