using System.Management.Automation;

namespace PortfolioMargin.Profiles;

/// <summary>The profiles of one runspace, by name, without regard to case.</summary>
internal sealed class ProfileStore : IDisposable
{
    private readonly object _gate = new();
    private readonly Dictionary<string, Profile> _profiles = new(StringComparer.OrdinalIgnoreCase);

    /// <summary>Every name, sorted.</summary>
    internal IReadOnlyList<string> Names
    {
        get
        {
            lock (_gate)
            {
                return [.. Sorted().Select(profile => profile.Name)];
            }
        }
    }

    /// <summary>Sets a profile; one of the same name is removed, and its key zeroed.</summary>
    internal void Set(Profile profile)
    {
        lock (_gate)
        {
            Remove(profile.Name);
            _profiles.Add(profile.Name, profile);
        }
    }

    /// <summary>The profile of exactly that name.</summary>
    /// <exception cref="CredentialNotSetException">There is none.</exception>
    internal Profile Get(string name)
    {
        lock (_gate)
        {
            return _profiles.TryGetValue(name, out Profile? profile)
                ? profile
                : throw new CredentialNotSetException($"No credential is set for profile '{name}' in this runspace.");
        }
    }

    /// <summary>Whether there is a profile of exactly that name.</summary>
    internal bool Contains(string name)
    {
        lock (_gate)
        {
            return _profiles.ContainsKey(name);
        }
    }

    /// <summary>The profiles that a name or wildcard pattern means, sorted by name.</summary>
    /// <exception cref="CredentialNotSetException">It is a name, not a pattern, and there is no such profile.</exception>
    /// <exception cref="InvalidParameterException">It is no pattern that the engine can read.</exception>
    internal IReadOnlyList<Profile> Resolve(string pattern)
    {
        if (!WildcardPattern.ContainsWildcardCharacters(pattern))
        {
            return [Get(pattern)];
        }

        try
        {
            var wildcard = new WildcardPattern(pattern, WildcardOptions.IgnoreCase);
            lock (_gate)
            {
                return [.. Sorted().Where(profile => wildcard.IsMatch(profile.Name))];
            }
        }
        catch (WildcardPatternException)
        {
            throw new InvalidParameterException($"'{pattern}' is not a valid wildcard pattern: a [ begins a set of characters, and needs its ].");
        }
    }

    /// <summary>As <see cref="Resolve"/>, at least one.</summary>
    /// <exception cref="CredentialNotSetException">There is none.</exception>
    internal IReadOnlyList<Profile> ResolveAny(string pattern) => Resolve(pattern) is { Count: > 0 } found
        ? found
        : throw new CredentialNotSetException($"No credential is set for a profile that matches '{pattern}' in this runspace.");

    /// <summary>Removes a profile and zeroes its key; nothing happens when it is not there.</summary>
    internal void Remove(string name)
    {
        lock (_gate)
        {
            if (_profiles.TryGetValue(name, out Profile? profile))
            {
                _profiles.Remove(name);
                profile.Dispose();
            }
        }
    }

    public void Dispose()
    {
        lock (_gate)
        {
            foreach (Profile profile in _profiles.Values)
            {
                profile.Dispose();
            }

            _profiles.Clear();
        }
    }

    private IEnumerable<Profile> Sorted() => _profiles.Values.OrderBy(profile => profile.Name, StringComparer.OrdinalIgnoreCase);
}
