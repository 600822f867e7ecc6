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
    /// <summary>Tests one profile.</summary>
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
            ErrorAdvice advice = ErrorAdvice.For(failure);
            return new PmCredentialTest(TestedName)
            {
                KeyType = Connected.KeyType,
                BaseUri = Connected.BaseUri,
                ClockOffset = (failure as ClockSkewException)?.ClockOffset,
                ErrorId = advice.Id,
                Message = failure.Message + " " + advice.RecommendedAction,
            };
        }
    }

    private string? TestedName => Credential is null ? ProfileName : null;
}
