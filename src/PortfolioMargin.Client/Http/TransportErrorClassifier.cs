using System.Net;
using System.Net.Sockets;
using System.Security.Authentication;
using PortfolioMargin.Client.Errors;

namespace PortfolioMargin.Client.Http;

/// <summary>Tells what an exception of the HTTP stack means. Its frameworks wrap the same causes differently.</summary>
internal static class TransportErrorClassifier
{
    /// <summary>Whether an exception comes of the network, rather than of a mistake in this program.</summary>
    public static bool IsOne(Exception exception) => exception is
        HttpRequestException or IOException or SocketException or WebException or AuthenticationException
        or OperationCanceledException or ObjectDisposedException or InvalidDataException;

    /// <summary>What the exception, or one inside it, means.</summary>
    public static TransportError Of(Exception exception)
    {
        foreach (Exception cause in CausesOf(exception))
        {
            if (OfCause(cause) is { } fault)
            {
                return fault;
            }
        }

        return TransportError.ConnectionBroken;
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

    private static TransportError? OfCause(Exception cause) => cause switch
    {
        RequestStoppedException => TransportError.Stopped,
        UntrustedCertificateException => TransportError.CertificateRefused,
        WebException { Status: WebExceptionStatus.TrustFailure } => TransportError.CertificateRefused,
        _ when PlatformHttp.ErrorOf(cause) is { } error => error,
        WebException { Status: WebExceptionStatus.SecureChannelFailure } => TransportError.TlsFailed,
        WebException { Status: WebExceptionStatus.NameResolutionFailure } => TransportError.NameNotResolved,
        SocketException { SocketErrorCode: SocketError.HostNotFound or SocketError.TryAgain or SocketError.NoData or SocketError.NoRecovery } =>
            TransportError.NameNotResolved,
        AuthenticationException => cause.InnerException is UntrustedCertificateException ? null : TransportError.TlsFailed,
        _ => null,
    };
}
