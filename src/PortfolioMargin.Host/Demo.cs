namespace PortfolioMargin.Host;

/// <summary>The module's main job in a few lines that a newcomer can copy, each shown before its output.</summary>
internal static class Demo
{
    private static readonly string[] Steps =
    [
        "Set-PmCredential -Sandbox -PassThru",
        "Get-PmMarginForceOrder",
        "$orders = Get-PmMarginForceOrder -All; $orders.Count",
        "$largest = $null; foreach ($order in $orders) { if ($order.Symbol -like '*USDT' -and $order.Notional -gt $largest.Notional) { $largest = $order } }; $largest",
        "$largest | Format-List",
    ];

    /// <summary>Runs the steps; ends at the first that fails.</summary>
    /// <returns>The exit code.</returns>
    public static int Run(Session session)
    {
        Console.WriteLine("The PortfolioMargin module on its embedded exchange: no account, no network, made-up orders.");
        Console.WriteLine("(This small host is not a full PowerShell; -Help says what it can do.)");
        foreach (string step in Steps)
        {
            Console.WriteLine();
            Console.WriteLine("PS> " + step);
            if (session.Run(step) is var exitCode and not 0)
            {
                return exitCode;
            }
        }

        return 0;
    }
}
