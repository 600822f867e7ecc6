using PortfolioMargin.ModuleTests.Support;

namespace PortfolioMargin.ModuleTests.Help;

/// <summary>Get-Help in cultures that have no folder of their own.</summary>
public sealed class HelpCultureTests
{
    [Theory]
    [InlineData("zh-CN", true)]
    [InlineData("zh-SG", true)]
    [InlineData("zh-TW", true)]
    [InlineData("zh-HK", true)]
    [InlineData("zh-Hant-MO", true)]
    [InlineData("en-GB", false)]
    [InlineData("fr-FR", false)]
    public void Every_Chinese_culture_gets_Chinese_help_and_every_other_one_English(string culture, bool isChinese)
    {
        using var engine = new Engine();

        Outcome outcome = engine.Run(
            "[cultureinfo]::CurrentUICulture = $culture; (Get-Help Get-PmMarginForceOrder).Synopsis; (Get-Help about_PortfolioMargin | Out-String)", ("culture", culture)).EnsureClean();

        Assert.Equal(2, outcome.Output.Count);
        Assert.All(outcome.Output, text => Assert.Equal(isChinese, text.ToString().Any(letter => letter is >= '\u4e00' and <= '\u9fff')));
    }
}
