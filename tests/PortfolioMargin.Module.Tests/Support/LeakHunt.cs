using System.Collections;
using System.Management.Automation;
using System.Management.Automation.Runspaces;
using System.Reflection;

namespace PortfolioMargin.ModuleTests.Support;

/// <summary>
/// Looks for secrets in everything that can be reached from an object: properties as Format-List and Get-Error show them, items,
/// and of this module's own types every field. It stops at the engine's own machinery, which holds the user's variables.
/// </summary>
internal sealed class LeakHunt(IEnumerable<string> needles)
{
    private const int DeepEnough = 12;

    private static readonly Type[] Machinery =
    [
        typeof(MemberInfo), typeof(Assembly), typeof(System.Reflection.Module), typeof(Delegate), typeof(Thread), typeof(CommandInfo), typeof(PSModuleInfo),
        typeof(Runspace), typeof(SessionState), typeof(EngineIntrinsics), typeof(ScriptBlock), typeof(System.Security.SecureString),
        typeof(System.Globalization.CultureInfo), typeof(Task), typeof(CancellationTokenSource), typeof(IntPtr), typeof(PSMemberInfo),
    ];

    private readonly string[] _needles = [.. needles.Where(needle => needle.Length > 0)];
    private readonly HashSet<object> _seen = new(ReferenceEqualityComparer.Instance);

    /// <summary>Where each secret was found.</summary>
    public List<string> Found { get; } = [];

    public LeakHunt Search(string place, object? item)
    {
        Walk(place, item, 0);
        return this;
    }

    public LeakHunt Search(string place, Outcome outcome)
    {
        Search(place + " output", outcome.Output);
        Search(place + " errors", outcome.AllErrors);
        Search(place + " warnings", outcome.Warnings);
        Search(place + " verbose", outcome.Verbose);
        Search(place + " debug", outcome.Debug);
        Search(place + " information", outcome.Information);
        return Search(place + " progress", outcome.Progress);
    }

    private void Walk(string place, object? item, int depth)
    {
        if (item is null || depth > DeepEnough || Machinery.Any(type => type.IsInstanceOfType(item)))
        {
            return;
        }

        if (item is string text)
        {
            Check(place, text);
            return;
        }

        Type itemType = item.GetType();
        if (itemType.IsPrimitive || itemType.IsEnum || item is decimal or DateTime or DateTimeOffset or TimeSpan or Guid || (!itemType.IsValueType && !_seen.Add(item)))
        {
            return;
        }

        Check(place + ".ToString()", Safely(item.ToString) as string);
        Members(place, item, depth);
    }

    private void Members(string place, object item, int depth)
    {
        if (item is PSObject wrapped)
        {
            Walk(place, wrapped.BaseObject, depth);
            foreach (PSPropertyInfo property in wrapped.Properties)
            {
                Walk($"{place}.{property.Name}", Safely(() => property.Value), depth + 1);
            }

            return;
        }

        if (item is IEnumerable items)
        {
            foreach (object? element in items)
            {
                Walk(place + "[]", element, depth + 1);
            }
        }

        foreach (PropertyInfo property in item.GetType().GetProperties(BindingFlags.Instance | BindingFlags.Public).Where(property => property.GetIndexParameters().Length == 0))
        {
            Walk($"{place}.{property.Name}", Safely(() => property.GetValue(item)), depth + 1);
        }

        if (item.GetType().Assembly.GetName().Name!.StartsWith("PortfolioMargin", StringComparison.Ordinal) && item.GetType().Assembly != typeof(LeakHunt).Assembly)
        {
            foreach (FieldInfo field in item.GetType().GetFields(BindingFlags.Instance | BindingFlags.NonPublic | BindingFlags.Public))
            {
                Walk($"{place}.{field.Name}", Safely(() => field.GetValue(item)), depth + 1);
            }
        }
    }

    private void Check(string place, string? text)
    {
        foreach (string needle in _needles)
        {
            if (text?.Contains(needle, StringComparison.OrdinalIgnoreCase) == true)
            {
                Found.Add($"{place}: {needle[..Math.Min(8, needle.Length)]}…");
            }
        }
    }

    private static object? Safely(Func<object?> read)
    {
        try
        {
            return read();
        }
        catch (Exception unreadable)
        {
            return unreadable;
        }
    }
}
