using System.Security.Cryptography;
using System.Text;

namespace PortfolioMargin.Reporting;

/// <summary>
/// A report as one HTML document. It loads nothing, and a Content-Security-Policy forbids it to: the one style and the one script it holds
/// are allowed by their hashes.
/// </summary>
/// <param name="figures">What is reported.</param>
/// <param name="zone">In which times are shown.</param>
/// <param name="text">The words.</param>
/// <param name="title">The title; <see langword="null"/> for one in the language of the words.</param>
/// <param name="made">When the report is made.</param>
internal sealed class ReportDocument(ReportFigures figures, TimeZoneInfo zone, ReportText text, string? title, DateTimeOffset made)
{
    private const int MaximumNamedAccounts = 12;

    private readonly ReportClock _clock = new(zone);

    /// <summary>Writes the document as UTF-8.</summary>
    public void Write(Stream stream)
    {
        using var output = new StreamWriter(stream, new UTF8Encoding(encoderShouldEmitUTF8Identifier: false));
        var html = new HtmlWriter(output);
        output.Write("<!DOCTYPE html>\n");
        html.Open("html", "lang", text.Language).Line();
        WriteHead(html);
        html.Open("body").Line().Open("main").Line();
        WriteHeader(html);
        if (figures.Count == 0)
        {
            html.Element("p", text.NoOrders, "class", "empty").Line();
        }
        else
        {
            WriteBody(html);
        }

        html.Close("main").Line();
        if (figures.Count > 0)
        {
            html.Verbatim("script", Resource("report.js")).Line();
        }

        html.Close("body").Line().Close("html").Line();
    }

    private void WriteHead(HtmlWriter html)
    {
        string policy = $"default-src 'none'; style-src '{Hash(Resource("report.css"))}'; script-src '{Hash(Resource("report.js"))}'; base-uri 'none'; form-action 'none'";
        html.Open("head").Line()
            .Open("meta", "charset", "utf-8").Line()
            .Open("meta", "http-equiv", "Content-Security-Policy", "content", policy).Line()
            .Open("meta", "name", "viewport", "content", "width=device-width, initial-scale=1").Line()
            .Open("meta", "name", "color-scheme", "content", "light dark").Line()
            .Open("meta", "name", "generator", "content", $"PortfolioMargin {Version}").Line()
            .Element("title", Title).Line()
            .Verbatim("style", Resource("report.css")).Line()
            .Close("head").Line();
    }

    private void WriteHeader(HtmlWriter html)
    {
        html.Open("header").Line()
            .Element("p", text.Kicker, "class", "kicker").Line()
            .Element("h1", Title).Line()
            .Open("dl", "class", "about").Line();
        DateTimeOffset[] times = [];
        if (figures.Count > 0)
        {
            times = [figures.Assets.Min(group => group.FirstTime), figures.Assets.Max(group => group.LastTime)];
            Fact(html, text.Period, ReportText.Fill(text.PeriodOfOrders, _clock.Minute(times[0]), _clock.Minute(times[1])));
            Fact(html, text.Accounts, Accounts());
        }

        Fact(html, text.TimeZone, _clock.Describe(times.Length > 0 ? times : [made]));
        Fact(html, text.Made, ReportText.Fill(text.MadeBy, _clock.Full(made), Version));
        html.Close("dl").Line().Close("header").Line();
    }

    private void WriteBody(HtmlWriter html)
    {
        new SumsSection(figures, text, _clock).WriteHeadlines(html);
        new SumsSection(figures, text, _clock).WriteKinds(html);
        new TimelineSection(figures, text, _clock).Write(html);
        new SymbolSection(figures, text).Write(html);
        if (figures.Profiles.Select(group => group.Key.ProfileName).Distinct().Skip(1).Any())
        {
            new SumsSection(figures, text, _clock).WriteProfiles(html);
        }

        new OrderSection(figures, text, _clock).Write(html);
        WriteNotes(html);
    }

    private void WriteNotes(HtmlWriter html)
    {
        html.Open("footer").Line().Element("h2", text.Notes).Line().Open("ul").Line();
        foreach (string note in new[] { text.NoteOfValue, text.NoteOfAssets, text.NoteOfExactness })
        {
            html.Open("li").Text(note).Close("li").Line();
        }

        long unknownQuantities = figures.Assets.Sum(group => group.UnknownQuantityCount);
        long unknownValues = figures.Assets.Sum(group => group.UnknownValueCount);
        if (unknownQuantities + unknownValues > 0)
        {
            html.Element("li", ReportText.Fill(text.NoteOfUnknown, Amount.Whole(figures.Count), Amount.Whole(unknownQuantities), Amount.Whole(unknownValues)), "class", "warning").Line();
        }

        html.Close("ul").Line().Close("footer").Line();
    }

    private string Accounts()
    {
        string[] names = [.. figures.Profiles.Select(group => group.Key.ProfileName ?? text.NoAccountName).Distinct()];
        IEnumerable<string> named = names.Take(MaximumNamedAccounts).Select(HarmlessText.OfName);
        return string.Join(", ", names.Length > MaximumNamedAccounts ? named.Append(ReportText.Fill(text.MoreAccounts, names.Length - MaximumNamedAccounts)) : named);
    }

    private string Title => title ?? text.DefaultTitle;

    private static string Version => typeof(ReportDocument).Assembly.GetName().Version!.ToString(3);

    private static void Fact(HtmlWriter html, string name, string value) =>
        html.Open("div").Element("dt", name).Element("dd", value).Close("div").Line();

    private static string Resource(string name)
    {
        using Stream resource = typeof(ReportDocument).Assembly.GetManifestResourceStream($"PortfolioMargin.Reporting.{name}")!;
        using var reader = new StreamReader(resource, Encoding.UTF8);
        return "\n" + reader.ReadToEnd();
    }

    private static string Hash(string content)
    {
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        hash.AppendData(Encoding.UTF8.GetBytes(content));
        return "sha256-" + Convert.ToBase64String(hash.GetHashAndReset());
    }
}
