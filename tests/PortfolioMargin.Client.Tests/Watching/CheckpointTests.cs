using System.Text;
using PortfolioMargin.Client.Endpoints;
using PortfolioMargin.Client.Watching;

namespace PortfolioMargin.Client.Tests.Watching;

public sealed class CheckpointTests
{
    /// <summary>A file as version 1 writes it. It stays as it is: every later version has to read it.</summary>
    private const string Version1 = """
        {
          "version": 1,
          "account": "Abcd…wxyz",
          "exchange": "https://papi.binance.com",
          "symbol": null,
          "autoCloseType": null,
          "markets": {
            "Margin": {
              "completeUntil": "2026-05-31T16:00:00.123Z",
              "knownFrom": "2026-05-31T15:00:00.000Z",
              "orders": {
                "BNBBTC": {
                  "-3": "2026-05-31T15:30:00.000Z",
                  "180015097": "2026-05-31T15:59:59.999Z"
                }
              }
            },
            "Um": {
              "completeUntil": "2026-05-31T16:00:01.000Z",
              "knownFrom": "2026-05-31T15:00:01.000Z",
              "orders": {}
            }
          }
        }
        """;

    [Fact]
    public void A_file_of_version_1_is_read_and_written_byte_for_byte()
    {
        Checkpoint read = CheckpointJson.Read(Encoding.UTF8.GetBytes(Version1));

        Assert.Equal(new CheckpointOwner("Abcd…wxyz", "https://papi.binance.com", null, null), read.Owner);
        Assert.Equal(2, read.Markets[ForceOrderMarket.Margin].Seen.Orders.Count());
        Assert.Equal(DateTimeOffset.Parse("2026-05-31T16:00:00.123Z", null).ToUnixTimeMilliseconds(), read.Markets[ForceOrderMarket.Margin].CompleteUntil);
        Assert.Equal(Version1.ReplaceLineEndings(Environment.NewLine), Encoding.UTF8.GetString(CheckpointJson.Write(read)));
    }

    [Fact]
    public void What_is_not_known_is_passed_over() =>
        Assert.Equal(2, CheckpointJson.Read(Encoding.UTF8.GetBytes(Version1.Replace("\"symbol\"", "\"later\": [1], \"symbol\"", StringComparison.Ordinal))).Markets.Count);

    [Fact]
    public void A_file_of_which_any_part_is_missing_is_refused()
    {
        byte[] whole = Encoding.UTF8.GetBytes(Version1);
        Assert.All(Enumerable.Range(0, whole.Length), length => Assert.Throws<FormatException>(() => CheckpointJson.Read(whole[..length])));
    }

    [Theory]
    [InlineData("\"version\": 1", "\"version\": 2", "newer module")]
    [InlineData("\"version\": 1", "\"version\": \"1\"", "damaged")]
    [InlineData("180015097", "99999999999999999999", "damaged")]
    [InlineData("2026-05-31T16:00:00.123Z", "yesterday", "damaged")]
    [InlineData("\"Margin\"", "\"Spot\"", "damaged")]
    public void A_file_that_says_something_else_is_refused_in_words(string text, string other, string word)
    {
        byte[] bytes = Encoding.UTF8.GetBytes(Version1.Replace(text, other, StringComparison.Ordinal));

        Assert.Contains(word, Assert.Throws<FormatException>(() => CheckpointJson.Read(bytes)).Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(nameof(CheckpointOwner.Account))]
    [InlineData(nameof(CheckpointOwner.Exchange))]
    [InlineData(nameof(CheckpointOwner.Symbol))]
    [InlineData(nameof(CheckpointOwner.AutoCloseType))]
    public void A_file_serves_one_account_one_exchange_and_one_selection(string different)
    {
        var owner = new CheckpointOwner("Abcd…wxyz", "https://papi.binance.com", null, null);
        CheckpointOwner other = different switch
        {
            nameof(CheckpointOwner.Account) => owner with { Account = "Efgh…wxyz" },
            nameof(CheckpointOwner.Exchange) => owner with { Exchange = "https://127.0.0.1" },
            nameof(CheckpointOwner.Symbol) => owner with { Symbol = "BTCUSDT" },
            _ => owner with { AutoCloseType = AutoCloseType.Adl },
        };
        using var folder = new TemporaryFolder();
        string path = folder.File("checkpoint.json");
        using (WatchCheckpoint first = WatchCheckpoint.Open(path, owner))
        {
            first.Write([]);
        }

        byte[] before = File.ReadAllBytes(path);
        Assert.Throws<CheckpointMismatchException>(() => WatchCheckpoint.Open(path, other));

        Assert.Equal(before, File.ReadAllBytes(path));
        WatchCheckpoint.Open(path, owner).Dispose();
    }

    [Fact]
    public void A_file_is_one_runs_alone_until_that_run_ends()
    {
        using var folder = new TemporaryFolder();
        var owner = new CheckpointOwner("Abcd…wxyz", "https://papi.binance.com", null, null);
        using (WatchCheckpoint.Open(folder.File("checkpoint.json"), owner))
        {
            Assert.Throws<CheckpointInUseException>(() => WatchCheckpoint.Open(folder.File("checkpoint.json"), owner));
        }

        WatchCheckpoint.Open(folder.File("checkpoint.json"), owner).Dispose();
    }

    [Fact]
    public void Identities_are_kept_as_long_as_a_look_can_list_them_and_the_newest_thousand_longer()
    {
        var seen = new SeenOrders(Enumerable.Range(1, 5000).Select(id => new KeyValuePair<RowKey, long>(new RowKey("BTCUSDT", id), id)));

        seen.Trim(3500, []);
        Assert.Equal(1501, seen.Orders.Count());

        seen.Trim(4900, []);
        Assert.Equal(Enumerable.Range(4001, 1000).Select(id => (long)id), seen.Orders.Select(order => order.Key.OrderId));
    }
}
