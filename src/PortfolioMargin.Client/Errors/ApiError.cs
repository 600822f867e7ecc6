namespace PortfolioMargin.Client.Errors;

/// <summary>What the exchange says about a request that it refuses: <c>{"code":-1121,"msg":"Invalid symbol."}</c>.</summary>
/// <param name="Code">The code. The exchange keeps codes stable.</param>
/// <param name="Message">The exchange's words, which vary: one short line, empty when there are none.</param>
internal sealed record ApiError(int Code, string Message);
