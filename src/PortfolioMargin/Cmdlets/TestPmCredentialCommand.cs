using System.Management.Automation;
using PortfolioMargin.Errors;

namespace PortfolioMargin.Cmdlets;

/// <summary>
/// Signs one real request and says what came of it. A credential that does not work is a result, with what is wrong and what to do,
/// not an error.
/// </summary>
[Cmdlet(VerbsDiagnostic.Test, "PmCredential")]
[OutputType(typeof(PmCredentialTest))]
public sealed class TestPmCredentialCommand : PmRequestCmdlet
{
    /// <summary>Tests each profile.</summary>
    protected override void ProcessRecord() => ForEachProfile(() => WriteObject(Test()));

    /// <summary>A name without a profile is a result too.</summary>
    private protected override void ReportNoProfile(string pattern, PortfolioMarginException failure)
    {
        if (failure is CredentialNotSetException)
        {
            WriteObject(Failed(new PmCredentialTest(pattern), failure));
        }
        else
        {
            base.ReportNoProfile(pattern, failure);
        }
    }

    private PmCredentialTest Test()
    {
        try
        {
            IPortfolioMarginClient client = Connect();
            ConnectionReport report = Wait(client.TestAsync);
            return new PmCredentialTest(Connected.ProfileName)
            {
                Succeeded = true,
                KeyType = Connected.KeyType,
                BaseUri = Connected.BaseUri,
                Latency = report.Latency,
                ClockOffset = report.ClockOffset,
                UsedWeight = report.UsedWeight,
                WeightLimit = report.WeightLimit,
            };
        }
        catch (PortfolioMarginException failure)
        {
            return Failed(new PmCredentialTest(Connected.ProfileName) { KeyType = Connected.KeyType, BaseUri = Connected.BaseUri }, failure);
        }
    }

    private PmCredentialTest Failed(PmCredentialTest test, PortfolioMarginException failure)
    {
        test.ClockOffset = (failure as ClockSkewException)?.ClockOffset;
        test.ErrorId = ErrorAdvice.For(failure).Id;
        test.Message = failure.Message + " " + AdviceFor(failure);
        return test;
    }
}
