namespace PortfolioMargin.ModuleTests.Support;

/// <summary>Made-up credentials that no exchange knows.</summary>
internal static class Secrets
{
    public const string ApiKey = "TestKeyAbCdEfGh0123456789TestKeyAbCdEfGh0123456789TestKeyAbCdLast";

    public const string MaskedApiKey = "Test…Last";

    public const string ApiSecret = "TestSecretZyXwVu9876543210TestSecretZyXwVu9876543210TestSecretZy";
}
