using System.Runtime.InteropServices;

namespace PortfolioMargin.Client.Keys;

/// <summary>
/// An array for secret material: the garbage collector does not move it, so no copy stays behind, and it is zeroed when
/// disposed, or at the latest when it is finalized.
/// </summary>
internal sealed class PinnedArray<T> : IDisposable
    where T : struct
{
    private GCHandle _handle;

    public PinnedArray(int length)
    {
        Items = new T[length];
        _handle = GCHandle.Alloc(Items, GCHandleType.Pinned);
    }

    ~PinnedArray() => Release();

    /// <summary>The array itself; all zeros after disposal.</summary>
    public T[] Items { get; }

    /// <summary>Moves what the platform returned in an array of its own: that one is zeroed.</summary>
    public static PinnedArray<T> Take(T[] items)
    {
        var pinned = new PinnedArray<T>(items.Length);
        items.CopyTo(pinned.Items, 0);
        Array.Clear(items, 0, items.Length);
        return pinned;
    }

    public void Dispose()
    {
        lock (Items)
        {
            Release();
        }

        GC.SuppressFinalize(this);
    }

    private void Release()
    {
        Array.Clear(Items, 0, Items.Length);
        if (_handle.IsAllocated)
        {
            _handle.Free();
        }
    }
}
