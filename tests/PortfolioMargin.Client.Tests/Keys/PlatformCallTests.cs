using System.Reflection;
using System.Security.Cryptography;
using PortfolioMargin.Client.Keys;

namespace PortfolioMargin.Client.Tests.Keys;

public class PlatformCallTests
{
    /// <summary>What .NET, .NET Framework in FIPS mode, and incomplete platforms throw.</summary>
    public static TheoryData<Exception> Refusals =>
    [
        new CryptographicException("unsupported"),
        new PlatformNotSupportedException(),
        new InvalidOperationException("This implementation is not part of the Windows Platform FIPS validated cryptographic algorithms."),
        new TargetInvocationException(new InvalidOperationException()),
        new TypeInitializationException("Crypto", null),
        new DllNotFoundException(),
        new EntryPointNotFoundException(),
        new NotImplementedException(),
    ];

    [Theory]
    [MemberData(nameof(Refusals))]
    public void What_the_platform_refuses_is_told_as_that_and_not_as_a_damaged_key(Exception refusal)
    {
        var error = Assert.Throws<PrivateKeyUnreadableException>(
            () => PlatformCall.Ask<int>(() => throw refusal, "3DES", new KeyErrors("file 'key.pem'")));

        Assert.Contains("file 'key.pem'", error.Message, StringComparison.Ordinal);
        Assert.Contains("needs 3DES, which this platform refuses", error.Message, StringComparison.Ordinal);
        Assert.DoesNotContain("is damaged", error.Message, StringComparison.Ordinal);
        Assert.Same(refusal, error.InnerException);
    }

    [Fact]
    public void A_mistake_of_our_own_is_no_refusal() =>
        Assert.Throws<ArgumentNullException>(() => PlatformCall.Ask<int>(() => throw new ArgumentNullException(), "3DES", new KeyErrors("a file")));

    [Theory]
    [InlineData(1)]
    [InlineData(1024)]
    [InlineData(2047)]
    [InlineData(16_384)]
    public void A_platform_that_signs_by_RSA_is_known_as_one(int bits) => Assert.True(RsaRequestSigner.PlatformSigns(bits));
}
