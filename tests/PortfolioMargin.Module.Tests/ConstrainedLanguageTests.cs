using System.Management.Automation;
using System.Management.Automation.Language;
using System.Xml.Linq;
using PortfolioMargin.ModuleTests.Support;

namespace PortfolioMargin.ModuleTests;

/// <summary>Where an administrator allows nothing but cmdlets and a few types, everything works that has no script in it.</summary>
public sealed class ConstrainedLanguageTests
{
    [Theory]
    [InlineData("Get-PmMarginForceOrder -PageSize 20")]
    [InlineData("Get-PmMarginForceOrder -First 2 | Format-List")]
    [InlineData("Get-PmMarginForceOrder -First 2 | Format-Wide")]
    [InlineData("Get-PmMarginForceOrder -StartTime '2019-05-27T07:16:14.745Z' -EndTime 1558941374745")]
    [InlineData("(Get-PmMarginForceOrder -StartTime -30d -All).Count")]
    [InlineData("Get-PmMarginForceOrder -First 3 | ConvertTo-Csv")]
    [InlineData("Get-PmForceOrder -StartTime -7d | Select-Object -First 5")]
    [InlineData("Get-PmForceOrder -StartTime -30d | Measure-PmForceOrder -By Market, Day")]
    [InlineData("Get-PmMarginForceOrder -All | Measure-PmForceOrder | Format-List")]
    [InlineData("Get-PmCredential")]
    [InlineData("Get-PmCredential | Format-List")]
    [InlineData("Set-PmCredential -Credential $pair -ProfileName pair -PassThru")]
    [InlineData("Remove-PmCredential -ProfileName *; Get-PmMarginForceOrder")]
    public void What_is_shown_is_the_same(string script)
    {
        var pair = new PSCredential(Secrets.ApiKey, Secure.Text(Secrets.ApiSecret));
        using Engine free = Engine.OnSandbox();
        using Engine constrained = Engine.OnSandbox();
        constrained.Runspace.SessionStateProxy.LanguageMode = PSLanguageMode.ConstrainedLanguage;

        string expected = free.Render(script, ("pair", pair));

        Assert.NotEmpty(expected.Trim());
        Assert.Equal(expected, constrained.Render(script, ("pair", pair)));
    }

    [Theory]
    [InlineData("Format-List")]
    [InlineData("Format-Table")]
    public void A_test_s_numbers_are_shown(string format)
    {
        using Engine engine = Engine.OnSandbox();
        engine.Runspace.SessionStateProxy.LanguageMode = PSLanguageMode.ConstrainedLanguage;

        string text = engine.Render($"Test-PmCredential | {format} 'Latency (ms)', 'ClockOffset (s)'; Test-PmCredential | {format}");

        Assert.Matches(@"Default\s+True|Latency \(ms\)\s+: \d+", text);
        Assert.DoesNotContain("rror", text.Replace("ErrorId", string.Empty, StringComparison.Ordinal), StringComparison.Ordinal);
    }

    [Fact]
    public void The_engine_is_really_constrained()
    {
        using Engine engine = Engine.OnSandbox();
        engine.Runspace.SessionStateProxy.LanguageMode = PSLanguageMode.ConstrainedLanguage;

        Assert.Equal("MethodInvocationNotSupportedInConstrainedLanguage", engine.Run("[math]::Round(1.5)").ErrorId);
    }

    /// <summary>A method may be called on a date, or on nothing: a date is one of the few types that are allowed.</summary>
    [Fact]
    public void Views_call_no_method_but_a_date_s_ToString()
    {
        IEnumerable<InvokeMemberExpressionAst> calls = Directory.GetFiles(Layout.Module, "*.ps1xml")
            .SelectMany(path => XDocument.Load(path).Descendants().Where(element => element.Name.LocalName.EndsWith("ScriptBlock", StringComparison.Ordinal)))
            .SelectMany(script => Parser.ParseInput(script.Value, out _, out _).FindAll(node => node is InvokeMemberExpressionAst, searchNestedScriptBlocks: true))
            .Cast<InvokeMemberExpressionAst>();

        Assert.All(calls, call => Assert.Matches(@"(DateTime|Day)\.ToString\($", call.Extent.Text[..(call.Extent.Text.IndexOf('(', StringComparison.Ordinal) + 1)]));
    }
}
