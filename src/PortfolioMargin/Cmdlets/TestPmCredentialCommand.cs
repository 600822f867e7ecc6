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
    /// <summary>Tests one account.</summary>
    protected override void ProcessRecord() => WriteObject(Test());

    private PmCredentialTest Test()
    {
        try
        {
            IPortfolioMarginClient client = Connect();
            ConnectionReport report = Wait(client.TestAsync);
            return new PmCredentialTest(TestedName)
            {
                Succeeded = true,
                KeyType = Account.KeyType,
                BaseUri = Account.BaseUri,
                Latency = report.Latency,
                ClockOffset = report.ClockOffset,
                UsedWeight = report.UsedWeight,
                WeightLimit = report.WeightLimit,
            };
        }
        catch (PortfolioMarginException failure)
        {
            ErrorAdvice advice = ErrorAdvice.For(failure);
            return new PmCredentialTest(TestedName)
            {
                KeyType = Account.KeyType,
                BaseUri = Account.BaseUri,
                ClockOffset = (failure as ClockSkewException)?.ClockOffset,
                ErrorId = advice.Id,
                Message = failure.Message + " " + AdviceFor(failure),
            };
        }
    }

    private string? TestedName => Credential is null ? ProfileName : null;
}
