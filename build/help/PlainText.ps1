# Markdown, made into the plain text that Get-Help shows.

# The marks of inline code, emphasis and links are taken off; what they mark stays.
function ConvertTo-PlainText {
    param([string] $Markdown)

    $text = $Markdown -replace '\[([^\]]+)\]\([^)]*\)', '$1'
    $text = $text -replace '\*\*([^*]+)\*\*', '$1'
    $text -replace '`([^`]+)`', '$1'
}

# Lines that only wrap are joined: with a space, or with none between two characters of a script that has no spaces.
function Join-WrappedLine {
    param([string[]] $Line)

    $text = @($Line | ForEach-Object { $_.Trim() }) -join "`n"
    $text = $text -replace '(?<=[\u2E80-\u9FFF\uFF00-\uFFEF])\n(?=[\u2E80-\u9FFF\uFF00-\uFFEF])', ''
    $text -replace '\n', ' '
}

# The blocks of a piece of markdown, in order: Kind is Heading, Paragraph, Item or Code; Text is plain text, or the code as it stands.
function Get-MarkdownBlock {
    param([string] $Markdown)

    # A fence, a heading, a blank line and the beginning of an item end what stands before them.
    $pattern = '(?ms)^```\w*\n(?<code>.*?)\n```$|^#+ (?<heading>[^\n]+)$|^- (?<item>.+?)(?=\n\s*\n|\n- |\n```|\z)|^(?<paragraph>\S.*?)(?=\n\s*\n|\n- |\n```|\n#|\z)'
    foreach ($match in [regex]::Matches(($Markdown -replace '\r\n', "`n"), $pattern)) {
        $kind = 'Code', 'Heading', 'Item', 'Paragraph' | Where-Object { $match.Groups[$_.ToLowerInvariant()].Success }
        $text = $match.Groups[$kind.ToLowerInvariant()].Value
        if ($kind -ne 'Code') {
            $text = ConvertTo-PlainText -Markdown (Join-WrappedLine -Line ($text -split '\n'))
        }

        [pscustomobject] @{ Kind = $kind; Text = $text }
    }
}
