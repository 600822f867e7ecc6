using System.Net.Security;
using System.Security.Authentication;
using System.Security.Cryptography.X509Certificates;

namespace PortfolioMargin.Client.Http;

/// <summary>Carries out of the TLS handshake why a certificate was refused; the platform's own exception does not tell.</summary>
internal sealed class UntrustedCertificateException(string reason) : AuthenticationException(reason)
{
    /// <summary>What the platform says against a certificate, with its reasons.</summary>
    /// <exception cref="UntrustedCertificateException">The platform found an error.</exception>
    public static bool ThrowUnlessTrusted(X509Chain? chain, SslPolicyErrors errors) =>
        errors == SslPolicyErrors.None ? true : throw new UntrustedCertificateException(Describe(chain, errors));

    private static string Describe(X509Chain? chain, SslPolicyErrors errors)
    {
        var reasons = new List<string>();
        if ((errors & SslPolicyErrors.RemoteCertificateNotAvailable) != 0)
        {
            reasons.Add("the server showed none");
        }

        if ((errors & SslPolicyErrors.RemoteCertificateNameMismatch) != 0)
        {
            reasons.Add("it is made out to another name");
        }

        if ((errors & SslPolicyErrors.RemoteCertificateChainErrors) != 0)
        {
            string[] states = chain?.ChainStatus.Select(state => state.Status.ToString()).Distinct().ToArray() ?? [];
            reasons.Add(states.Length == 0 ? "its issuer cannot be verified" : "its chain has: " + string.Join(", ", states));
        }

        return string.Join("; ", reasons);
    }
}
