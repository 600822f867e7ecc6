using System.Diagnostics.CodeAnalysis;
using System.Management.Automation;
using PortfolioMargin.Errors;
using PortfolioMargin.Profiles;

namespace PortfolioMargin.Cmdlets;

/// <summary>What every cmdlet here shares: it can be stopped, and it reports its failures in one way.</summary>
public abstract class PmCmdlet : PSCmdlet, IDisposable
{
    private readonly CancellationTokenSource _stop = new();
    private (PortfolioMarginException Failure, CredentialSource Source)? _keyFailure;

    /// <summary>The name of the profile when none is given.</summary>
    internal const string DefaultProfileName = "Default";

    /// <summary>Cancelled when the user stops the pipeline.</summary>
    private protected CancellationToken StopToken => _stop.Token;

    private protected static ProfileStore Profiles => RunspaceProfiles.Current;

    /// <summary>The parameters whose values must not outlive the call.</summary>
    private protected virtual IEnumerable<string> SecretParameters => [];

    /// <summary>The profile that the user or the pipeline named: what is told of it says so, because it may be one of several.</summary>
    private protected virtual string? NamedProfile => null;

    /// <summary>Called before an error is written: what is on the screen about the work must come off first.</summary>
    private protected virtual void OnFailure()
    {
    }

    /// <summary>Ends whatever is under way.</summary>
    protected override void StopProcessing() => _stop.Cancel();

    /// <summary>Does something that can fail in a known way, and reports the failure if it does.</summary>
    /// <param name="action">What to do.</param>
    /// <param name="target">What the failure is about: a profile's name or a parameter's value.</param>
    /// <param name="result">What came of it.</param>
    /// <returns>Whether it was done; <see langword="false"/> when it failed and the next pipeline item may go on.</returns>
    private protected bool Try<T>(Func<T> action, object? target, [MaybeNullWhen(false)] out T result)
    {
        PortfolioMarginException failure;
        try
        {
            result = action();
            return true;
        }
        catch (PortfolioMarginException expected)
        {
            failure = expected;
        }

        Report(failure, target, FailureEndsCommand);
        result = default;
        return false;
    }

    /// <summary>A failed item from the pipeline is an error of that item, and the next one goes on; a failed call of its own ends.</summary>
    private protected virtual bool FailureEndsCommand => !MyInvocation.ExpectingInput;

    /// <summary>The profiles that the names and patterns mean, each once; what means none is reported.</summary>
    private protected IReadOnlyList<Profile> ResolveProfiles(IEnumerable<string> patterns, Func<string, IReadOnlyList<Profile>> resolve)
    {
        List<Profile> found = [];
        foreach (string pattern in patterns)
        {
            try
            {
                found.AddRange(resolve(pattern).Where(profile => !found.Contains(profile)));
            }
            catch (PortfolioMarginException failure)
            {
                ReportNoProfile(pattern, failure);
            }
        }

        return found;
    }

    /// <summary>What becomes of a name or pattern without a profile.</summary>
    private protected virtual void ReportNoProfile(string pattern, PortfolioMarginException failure) => Report(failure, pattern, FailureEndsCommand);

    /// <summary>Writes a failure to the error stream, or ends the command with it.</summary>
    /// <param name="failure">What happened.</param>
    /// <param name="target">What the failure is about: a profile's name or a parameter's value.</param>
    /// <param name="endsCommand">Whether nothing can go on after it.</param>
    private protected void Report(PortfolioMarginException failure, object? target, bool endsCommand)
    {
        OnFailure();
        ErrorRecord record = MakeRecord(failure, target);
        if (endsCommand)
        {
            ThrowTerminatingError(record);
        }
        else
        {
            WriteError(record);
        }
    }

    /// <summary>The error record of a failure.</summary>
    private protected virtual ErrorRecord MakeRecord(PortfolioMarginException failure, object? target) =>
        ErrorRecords.From(failure, target, AdviceFor(failure), NamedProfile);

    /// <summary>What a person does next about a failure.</summary>
    private protected string AdviceFor(PortfolioMarginException failure) =>
        (_keyFailure is { } key && ReferenceEquals(key.Failure, failure) ? KeyAdvice.For(failure, key.Source) : null) ?? ErrorAdvice.For(failure).ActionFor(MyInvocation.MyCommand.Name);

    /// <summary>Reads a key: a stop ends it, and what is weak about the key is a warning.</summary>
    /// <param name="source">Where the key was given.</param>
    /// <param name="read">Reads it.</param>
    /// <exception cref="PipelineStoppedException">The user stopped the pipeline.</exception>
    /// <exception cref="PortfolioMarginException">The key cannot be read.</exception>
    private protected ApiCredential ReadKey(CredentialSource source, Func<KeyReading, ApiCredential> read)
    {
        var reading = new KeyReading(StopToken);
        ApiCredential credential;
        try
        {
            credential = read(reading);
        }
        catch (OperationCanceledException) when (StopToken.IsCancellationRequested)
        {
            throw new PipelineStoppedException();
        }
        catch (PortfolioMarginException failure)
        {
            _keyFailure = (failure, source);
            throw;
        }

        foreach (string warning in reading.Warnings)
        {
            WriteWarning(warning);
        }

        return credential;
    }

    /// <summary>Whether the user, or the pipeline, gave this parameter.</summary>
    private protected bool IsBound(string parameterName) => MyInvocation.BoundParameters.ContainsKey(parameterName);

    /// <summary>Frees what the cmdlet holds.</summary>
    public void Dispose()
    {
        Dispose(true);
        GC.SuppressFinalize(this);
    }

    /// <summary>Frees what the cmdlet holds.</summary>
    /// <param name="disposing">Whether it is called by <see cref="Dispose()"/>.</param>
    protected virtual void Dispose(bool disposing)
    {
        if (disposing)
        {
            _stop.Cancel();
            HideSecretParameters();
        }
    }

    /// <summary>
    /// Takes keys out of the list of bound parameters. The exception of a failed binding leads to that list, and stays in $Error.
    /// </summary>
    private void HideSecretParameters()
    {
        foreach (string parameterName in SecretParameters.Where(IsBound))
        {
            MyInvocation.BoundParameters[parameterName] = "(not shown)";
        }
    }
}
