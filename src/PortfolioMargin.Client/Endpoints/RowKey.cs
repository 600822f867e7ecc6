namespace PortfolioMargin.Client.Endpoints;

/// <summary>What makes a row the same row in two responses of one endpoint.</summary>
internal readonly record struct RowKey(string Symbol, long OrderId);
