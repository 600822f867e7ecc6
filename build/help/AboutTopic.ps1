# Writes an about topic as the plain text that Get-Help shows: headings at the margin, the rest indented and wrapped at 80 columns.

$columns = 80
$topicWord = @{ 'en-US' = 'TOPIC'; 'zh-CN' = [regex]::Unescape('\u4E3B\u9898') }

function Export-AboutTopic {
    param([string] $Source, [string] $Path, [string] $Culture)

    $blocks = @(Get-MarkdownBlock -Markdown (Get-Content -Raw -Encoding utf8 -Path $Source))
    $lines = @(
        # The engine takes the fifth line for the synopsis, so that one is not wrapped.
        $topicWord[$Culture]
        "    $($blocks[0].Text)"
        ''
        $blocks[1].Text
        "    $($blocks[2].Text)"
        $last = 'Paragraph'
        foreach ($block in $blocks | Select-Object -Skip 3) {
            if ($last -ne 'Heading' -and -not ($last -eq 'Item' -and $block.Kind -eq 'Item')) {
                ''
            }

            switch ($block.Kind) {
                'Heading' { $block.Text }
                'Paragraph' { Split-Text -Text $block.Text -Indent 4 }
                'Item' { Split-Text -Text "* $($block.Text)" -Indent 4 -Hanging 2 }
                'Code' { $block.Text -split '\n' | ForEach-Object { "        $_".TrimEnd() } }
            }
            $last = $block.Kind
        }
    )
    [System.IO.File]::WriteAllText($Path, ($lines -join "`n") + "`n")
}

# Breaks at spaces, and on either side of Chinese characters, except before marks that cannot begin a line and after those that
# cannot end one.
function Split-Text {
    param([string] $Text, [int] $Indent, [int] $Hanging = 0)

    $opening = '\uFF08\u300A\u201C'
    $closing = '\uFF0C\u3002\uFF1B\uFF1A\u3001\uFF1F\uFF01\uFF09\u300B\u201D'
    $wide = '\u2E80-\u9FFF\uFF00-\uFFEF'
    $line = ' ' * $Indent
    foreach ($piece in [regex]::Matches($Text, "[$opening]*(?:[\u3041-\u9FFF]|[^\s$wide$opening$closing]+)[$closing]*[ ]?")) {
        if ((Measure-Column -Text ($line + $piece.Value.TrimEnd())) -gt $columns -and $line.Trim()) {
            $line.TrimEnd()
            $line = ' ' * ($Indent + $Hanging)
        }

        $line += $piece.Value
    }

    $line.TrimEnd()
}

# Chinese characters and marks take two columns.
function Measure-Column {
    param([string] $Text)

    $Text.Length + [regex]::Matches($Text, '[\u2E80-\u9FFF\uFF00-\uFFEF\u201C\u201D]').Count
}
