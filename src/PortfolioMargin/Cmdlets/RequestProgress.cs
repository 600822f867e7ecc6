using System.Diagnostics;
using System.Management.Automation;
using System.Runtime.CompilerServices;
using static System.FormattableString;

namespace PortfolioMargin.Cmdlets;

/// <summary>
/// One line of progress that lives: how far a list has been read, or else what is waited for and for how long, written anew each second.
/// Nothing is shown as long as answers come and one is all. For the pipeline's thread only.
/// </summary>
/// <remarks>
/// A console drops a record that comes within 200 milliseconds of the last one, so a wait that is written once may never be seen. It shows
/// the seconds that are left by itself. Of 80 columns it leaves about 60 for the words, so what matters most stands first.
/// </remarks>
internal sealed class RequestProgress(Cmdlet cmdlet, int maximumAttempts)
{
    /// <summary>How often what is waited for is written.</summary>
    internal static readonly TimeSpan Tick = TimeSpan.FromSeconds(1);

    private static readonly TimeSpan LongWait = TimeSpan.FromSeconds(10);

    private readonly int _id = RuntimeHelpers.GetHashCode(cmdlet);
    private readonly Stopwatch _clock = Stopwatch.StartNew();
    private string _activity = "Forced orders";
    private string? _work;
    private int _percent = -1;
    private WaitReport? _wait;
    private TimeSpan _waitEnds;
    private TimeSpan _heard;
    private TimeSpan _written;
    private int _attempt = 1;
    private bool _isIdle;
    private bool _isShown;

    /// <summary>
    /// What is shown while nothing is asked and nothing has to be waited for, and the seconds until something is asked again; it returns
    /// <see langword="null"/> while something is.
    /// </summary>
    internal Func<(string Status, int SecondsRemaining)?>? Idle { get; set; }

    /// <summary>Begins anew for a profile; <see langword="null"/> when there is one only.</summary>
    internal void Begin(string? profile)
    {
        _activity = profile is null ? "Forced orders" : $"Forced orders of '{profile}'";
        (_work, _percent, _wait, _attempt, _heard) = (null, -1, null, 1, _clock.Elapsed);
    }

    /// <summary>Shows something that cannot be interrupted to write again, such as a vault that is asked.</summary>
    internal void Show(string status) => Write(status, -1);

    /// <summary>Some of a list has been read.</summary>
    /// <param name="status">How far, in words.</param>
    /// <param name="part">How far, from 0 to 1; <see langword="null"/> when that is not known.</param>
    internal void Advance(string status, double? part)
    {
        (_work, _percent) = (status, part is { } known ? (int)(100 * Math.Min(Math.Max(known, 0), 1)) : -1);
        Write();
    }

    /// <summary>The client has reported something, or, with <see langword="null"/>, a second has passed.</summary>
    internal void Hear(object? report)
    {
        switch (report)
        {
            case WaitReport wait when _clock.Elapsed + wait.Delay > _waitEnds:
                (_wait, _waitEnds) = (wait, _clock.Elapsed + wait.Delay);
                Write();
                return;
            case RequestReport request:
                _heard = _clock.Elapsed;
                _attempt = request.Rows is null ? Math.Min(request.Attempt + 1, request.MaximumAttempts) : 1;
                break;
        }

        if (_clock.Elapsed - _written >= Tick)
        {
            Refresh();
        }
    }

    /// <summary>Takes the line off the screen.</summary>
    internal void End()
    {
        if (_isShown)
        {
            _isShown = false;
            cmdlet.WriteProgress(new ProgressRecord(_id, _activity, "Done") { RecordType = ProgressRecordType.Completed });
        }
    }

    private void Refresh()
    {
        if (_wait is not null || IsSilent || _work is not null || Idle is not null)
        {
            Write();
        }
    }

    private bool IsSilent => _clock.Elapsed - _heard >= Tick;

    private void Write()
    {
        TimeSpan left = _waitEnds - _clock.Elapsed;
        if (_wait is { } wait && left > TimeSpan.Zero)
        {
            int seconds = (int)Math.Ceiling(left.TotalSeconds);
            string until = wait.Delay < LongWait ? "" : Invariant($", until {wait.Until.LocalDateTime:HH:mm:ss}");
            Write(Capitalized(wait.Reason) + AttemptWords + until, seconds);
            return;
        }

        if (_wait is not null)
        {
            (_wait, _heard) = (null, _clock.Elapsed);
        }

        if (Idle?.Invoke() is { } idle)
        {
            _isIdle = true;
            Write(idle.Status, idle.SecondsRemaining);
            return;
        }

        if (_isIdle)
        {
            // Asked again since the last second, so the exchange has not been silent for longer than that.
            (_isIdle, _heard) = (false, _clock.Elapsed);
        }

        if (IsSilent)
        {
            int seconds = (int)(_clock.Elapsed - _heard).TotalSeconds;
            Write(Invariant($"Waiting for the exchange's answer for {seconds} s, attempt {_attempt} of {maximumAttempts}"), -1);
        }
        else if (_work is { } work)
        {
            Write(work, -1);
        }
    }

    private string AttemptWords => _attempt == 1 ? "" : Invariant($", attempt {_attempt} of {maximumAttempts}");

    private void Write(string status, int secondsRemaining)
    {
        (_isShown, _written) = (true, _clock.Elapsed);
        cmdlet.WriteProgress(new ProgressRecord(_id, _activity, status) { PercentComplete = _percent, SecondsRemaining = secondsRemaining });
    }

    private static string Capitalized(string words) => words.Length == 0 ? words : char.ToUpperInvariant(words[0]) + words.Substring(1);
}
