using PortfolioMargin.Client.Keys;

namespace PortfolioMargin.Client.Tests.Keys;

public class PinnedArrayTests
{
    [Fact]
    public void What_is_taken_over_is_zeroed_where_it_was()
    {
        byte[] given = [1, 2, 3];

        using var taken = PinnedArray<byte>.Take(given);

        Assert.Equal([1, 2, 3], taken.Items);
        Assert.Equal([0, 0, 0], given);
    }

    [Fact]
    public void A_key_of_a_cipher_leaves_nothing_where_it_came_from()
    {
        byte[] given = [1, 2, 3];
        byte[] kept;
        using (var key = CipherKey.Take(given, []))
        {
            kept = key.Key;
            Assert.Equal([1, 2, 3], kept);
            Assert.Equal([0, 0, 0], given);
        }

        Assert.Equal([0, 0, 0], kept);
    }

    [Fact]
    public void Disposal_zeroes_and_may_come_twice()
    {
        var array = new PinnedArray<char>(2);
        array.Items[0] = 'a';

        array.Dispose();
        array.Dispose();

        Assert.Equal(['\0', '\0'], array.Items);
    }
}
