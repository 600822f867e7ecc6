using System.Security;
using PortfolioMargin.Client.Keys;

namespace PortfolioMargin.Client.Tests.Keys;

/// <summary>Signers made as the tests make them: until the test is cancelled.</summary>
internal static class Signers
{
    public static IRequestSigner FromFile(string path, SecureString? passphrase, ICollection<string>? warnings = null) =>
        RequestSigners.FromPrivateKeyFile(path, passphrase, warnings, TestContext.Current.CancellationToken);

    public static IRequestSigner FromText(SecureString pem, SecureString? passphrase, ICollection<string>? warnings = null) =>
        RequestSigners.FromPrivateKeyText(pem, passphrase, warnings: warnings, cancellationToken: TestContext.Current.CancellationToken);

    public static IRequestSigner FromSecretOrKey(SecureString text, SecureString? passphrase) =>
        RequestSigners.FromSecretOrPrivateKey(text, passphrase, cancellationToken: TestContext.Current.CancellationToken);
}
