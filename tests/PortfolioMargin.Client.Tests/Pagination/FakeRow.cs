using PortfolioMargin.Client.Endpoints;

namespace PortfolioMargin.Client.Tests.Pagination;

/// <summary>A row of a fake exchange's list.</summary>
internal sealed class FakeRow : IComparable<FakeRow>
{
    public required long Id { get; init; }

    public required string Symbol { get; init; }

    public required long Created { get; init; }

    public long Updated { get; set; }

    public required int ListedSince { get; set; }

    public RowKey Key => new(Symbol, Id);

    public int CompareTo(FakeRow? other) => (Updated, Id).CompareTo((other!.Updated, other.Id));

    public MarginForceOrder ToOrder() => new() { OrderId = Id, Symbol = Symbol, UpdatedTime = DateTimeOffset.FromUnixTimeMilliseconds(Updated) };
}

/// <summary>The rows of a fake exchange, sorted by their last change, then by id.</summary>
internal sealed class FakeRows
{
    private readonly List<FakeRow> _rows = [];

    public int Count => _rows.Count;

    public FakeRow this[int index] => _rows[index];

    public List<FakeRow>.Enumerator GetEnumerator() => _rows.GetEnumerator();

    public IEnumerable<FakeRow> Where(Func<FakeRow, bool> matches) => _rows.Where(matches);

    /// <summary>Puts a row where its time belongs.</summary>
    public void Insert(FakeRow row)
    {
        int index = _rows.BinarySearch(row);
        _rows.Insert(index < 0 ? ~index : index, row);
    }

    /// <summary>Moves a row to another time, as an update does; numbered by age.</summary>
    public void Update(int index, long time)
    {
        FakeRow row = _rows[index];
        _rows.RemoveAt(index);
        row.Updated = time;
        Insert(row);
    }

    /// <summary>Takes the oldest row off the list.</summary>
    public FakeRow Expire()
    {
        FakeRow oldest = _rows[0];
        _rows.RemoveAt(0);
        return oldest;
    }
}
