using System.Management.Automation.Host;

namespace PortfolioMargin.Host;

/// <summary>The little that formatting needs to know of the console: how wide it is, and whether it has colors.</summary>
internal sealed class ConsoleRawUI : PSHostRawUserInterface
{
    private const int WidthWithoutConsole = 120;

    public static bool HasColors => !Console.IsOutputRedirected && string.IsNullOrEmpty(Environment.GetEnvironmentVariable("NO_COLOR"));

    public override Size BufferSize
    {
        get => new(Width, 9999);
        set => throw Fixed();
    }

    public override Size WindowSize
    {
        get => new(Width, 50);
        set => throw Fixed();
    }

    public override Size MaxWindowSize => WindowSize;

    public override Size MaxPhysicalWindowSize => WindowSize;

    public override ConsoleColor ForegroundColor { get; set; } = ConsoleColor.Gray;

    public override ConsoleColor BackgroundColor { get; set; } = ConsoleColor.Black;

    public override Coordinates CursorPosition { get; set; }

    public override Coordinates WindowPosition { get; set; }

    public override int CursorSize { get; set; } = 25;

    public override string WindowTitle { get; set; } = string.Empty;

    public override bool KeyAvailable => false;

    private static int Width => Console.IsOutputRedirected || Console.WindowWidth <= 0 ? WidthWithoutConsole : Console.WindowWidth;

    public override void FlushInputBuffer()
    {
    }

    public override KeyInfo ReadKey(ReadKeyOptions options) => throw Fixed();

    public override BufferCell[,] GetBufferContents(Rectangle rectangle) => throw Fixed();

    public override void SetBufferContents(Rectangle rectangle, BufferCell fill) => throw Fixed();

    public override void SetBufferContents(Coordinates origin, BufferCell[,] contents) => throw Fixed();

    public override void ScrollBufferContents(Rectangle source, Coordinates destination, Rectangle clip, BufferCell fill) => throw Fixed();

    private static NotSupportedException Fixed() => new("This host writes line by line and cannot do this.");
}
