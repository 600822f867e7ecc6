using System.Net;
using System.Net.Sockets;
using System.Security.Authentication;

namespace PortfolioMargin.Client.Transport;

/// <summary>Tells what an exception of the HTTP stack means. Its frameworks wrap the same causes differently.</summary>
internal static class TransportFaults
{
    /// <summary>Whether an exception comes of the network, rather than of a mistake in this program.</summary>
    public static bool IsOne(Exception exception) => exception is
        HttpRequestException or IOException or SocketException or WebException or AuthenticationException
        or OperationCanceledException or ObjectDisposedException or InvalidDataException;

    /// <summary>What the exception, or one inside it, means.</summary>
    public static AttemptFault Of(Exception exception)
    {
        foreach (Exception cause in CausesOf(exception))
        {
            if (OfCause(cause) is { } fault)
            {
                return fault;
            }
        }

        return AttemptFault.ConnectionBroken;
    }

    /// <summary>Whether the exception, or one inside it, says that the proxy answered 407 when it was asked for a tunnel.</summary>
    public static bool IsProxyRefusal(Exception exception) => CausesOf(exception).Any(PlatformHttp.IsProxyRefusal);

    /// <summary>The words of the innermost cause: the outer ones say only that there is one.</summary>
    public static string Describe(Exception exception) => CausesOf(exception).Last().Message.TrimEnd('.');

    /// <summary>The exception, and those inside it, from the outermost.</summary>
    private static IEnumerable<Exception> CausesOf(Exception exception)
    {
        for (Exception? cause = exception; cause is not null; cause = cause.InnerException)
        {
            yield return cause;
        }
    }

    private static AttemptFault? OfCause(Exception cause) => cause switch
    {
        UntrustedCertificateException => AttemptFault.CertificateRefused,
        WebException { Status: WebExceptionStatus.TrustFailure } => AttemptFault.CertificateRefused,
        _ when PlatformHttp.IsProxyFailure(cause) => AttemptFault.ProxyFailed,
        WebException { Status: WebExceptionStatus.SecureChannelFailure } => AttemptFault.TlsFailed,
        WebException { Status: WebExceptionStatus.NameResolutionFailure } => AttemptFault.NameNotResolved,
        SocketException { SocketErrorCode: SocketError.HostNotFound or SocketError.TryAgain or SocketError.NoData or SocketError.NoRecovery } =>
            AttemptFault.NameNotResolved,
        AuthenticationException => cause.InnerException is UntrustedCertificateException ? null : AttemptFault.TlsFailed,
        _ => null,
    };
}
