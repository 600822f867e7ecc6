using System.Reflection;
using System.Security.Cryptography;

namespace PortfolioMargin.Client.Keys;

/// <summary>Asks the platform for cryptography, and tells its refusal from a key that is damaged.</summary>
internal static class PlatformCall
{
    /// <summary>Makes or computes something that depends on the platform alone, not on whether the key is whole.</summary>
    /// <exception cref="PrivateKeyUnreadableException">The platform refuses the algorithm, or lacks it.</exception>
    public static T Ask<T>(Func<T> make, string algorithm, KeyErrors errors)
    {
        try
        {
            return make();
        }
        catch (Exception refusal) when (IsRefusal(refusal))
        {
            throw errors.RefusedByPlatform(algorithm, refusal);
        }
    }

    /// <summary>What platforms throw for an algorithm that a policy forbids or that a library lacks.</summary>
    public static bool IsRefusal(Exception exception) => exception
        is CryptographicException
        or InvalidOperationException
        or NotSupportedException
        or NotImplementedException
        or TargetInvocationException
        or TypeInitializationException
        or TypeLoadException;
}
