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

    $text = ($Line | ForEach-Object Trim) -join "`n"
    $text = $text -replace '(?<=[\u2E80-\u9FFF\uFF00-\uFFEF])\n(?=[\u2E80-\u9FFF\uFF00-\uFFEF])', ''
    $text -replace '\n', ' '
}

# The blocks of a piece of markdown, in order: Kind is Heading, Paragraph, Item or Code, Text has its plain text.
function Get-MarkdownBlock {
    param([string] $Markdown)

    $kind = $null
    $lines = [System.Collections.Generic.List[string]]::new()
    $block = {
        if ($kind -eq 'Code') {
            [pscustomobject]@{ Kind = $kind; Text = $lines -join "`n" }
        }
        elseif ($lines.Count -gt 0) {
            [pscustomobject]@{ Kind = $kind; Text = ConvertTo-PlainText (Join-WrappedLine $lines) }
        }

        $lines.Clear()
    }

    foreach ($line in $Markdown -split '\r?\n') {
        if ($line -match '^```') {
            & $block
            $kind = if ($kind -eq 'Code') { 'Paragraph' } else { 'Code' }
        }
        elseif ($kind -eq 'Code') {
            $lines.Add($line)
        }
        elseif ($line -match '^\s*$') {
            & $block
            $kind = 'Paragraph'
        }
        elseif ($line -match '^#+ (.*)') {
            & $block
            $kind = 'Heading'
            $lines.Add($Matches[1])
            & $block
            $kind = 'Paragraph'
        }
        elseif ($line -match '^- (.*)') {
            & $block
            $kind = 'Item'
            $lines.Add($Matches[1])
        }
        else {
            $kind = $kind ?? 'Paragraph'
            $lines.Add($line)
        }
    }

    & $block
}
