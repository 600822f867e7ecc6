using PortfolioMargin.Client.Json;

namespace PortfolioMargin.Client.Endpoints;

/// <summary>What the rows of all lists of forced orders have in common.</summary>
internal static class ForceOrderFields
{
    /// <summary>Order ids are unique within a symbol only.</summary>
    public static RowKey KeyOf(ForceOrder order) => new(order.Symbol, order.OrderId);

    /// <summary>When the order last changed.</summary>
    public static DateTimeOffset TimeOf(ForceOrder order) => order.UpdatedTime;

    /// <summary>The table of a list's rows.</summary>
    /// <param name="create">Makes an empty row.</param>
    /// <param name="fields">The documented fields.</param>
    public static RowTable<ForceOrder> Table(Func<ForceOrder> create, RowField<ForceOrder>[] fields) => new(create, Finish, fields);

    /// <summary>The fields without which a row cannot be told from others.</summary>
    /// <param name="updatedTime">What the endpoint calls the time of the last change.</param>
    public static RowField<ForceOrder>[] Identity(string updatedTime) =>
    [
        RowField<ForceOrder>.RowId("orderId", static (row, value) => row.OrderId = value),
        RowField<ForceOrder>.RequiredWord("symbol", static (row, value) => row.Symbol = value),
        RowField<ForceOrder>.RequiredTime(updatedTime, static (row, value) => row.UpdatedTime = value),
    ];

    private static void Finish(ForceOrder order, string? profileName, AdditionalFields? additional)
    {
        order.ProfileName = profileName;
        if (additional is not null)
        {
            order.AdditionalFields = additional;
        }
    }
}
