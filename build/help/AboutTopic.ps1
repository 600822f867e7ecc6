# Writes an about topic as the plain text that Get-Help shows: headings in capitals, the rest indented and wrapped at 80 columns.

$Width = 80
$AboutTitle = @{ 'en-US' = 'TOPIC'; 'zh-CN' = '主题' }

function Write-AboutTopic {
    param([string] $Source, [string] $Path, [string] $Culture)

    $blocks = @(Get-MarkdownBlock (Get-Content -Raw -Encoding utf8 -Path $Source))
    $lines = @(
        # The engine takes the fifth line for the synopsis, so that one is not wrapped.
        $AboutTitle[$Culture]
        "    $($blocks[0].Text)"
        ''
        $blocks[1].Text.ToUpperInvariant()
        "    $($blocks[2].Text)"
        $last = 'Paragraph'
        foreach ($block in $blocks | Select-Object -Skip 3) {
            if ($last -ne 'Heading' -and -not ($last -eq 'Item' -and $block.Kind -eq 'Item')) {
                ''
            }

            switch ($block.Kind) {
                Heading { $block.Text.ToUpperInvariant() }
                Paragraph { Split-Line $block.Text -Indent 4 }
                Item { Split-Line "- $($block.Text)" -Indent 4 -Hanging 2 }
                Code { $block.Text -split "`n" | ForEach-Object { $_ ? "        $_" : '' } }
            }
            $last = $block.Kind
        }
    )
    [System.IO.File]::WriteAllText($Path, ($lines -join "`n") + "`n")
}

# Breaks at spaces, and on either side of Chinese characters except before marks that cannot begin a line and after those that
# cannot end one.
function Split-Line {
    param([string] $Text, [int] $Indent, [int] $Hanging = 0)

    $line = ' ' * $Indent
    $length = $Indent
    foreach ($piece in [regex]::Matches($Text, '[（《“]*(?:[\u2E80-\u9FFF]|[^\s\u2E80-\u9FFF\u3000-\u303F\uFF00-\uFFEF（《“]+)[，。；：、？！）》”]*[ ]?')) {
        $size = Get-Columns $piece.Value.TrimEnd()
        if ($length + $size -gt $Width -and $line.Trim()) {
            $line.TrimEnd()
            $line = ' ' * ($Indent + $Hanging)
            $length = $Indent + $Hanging
        }

        $line += $piece.Value
        $length += Get-Columns $piece.Value
    }

    $line.TrimEnd()
}

# Chinese characters and marks take two columns.
function Get-Columns {
    param([string] $Text)

    $Text.Length + [regex]::Matches($Text, '[\u2E80-\u9FFF\uFF00-\uFFEF“”]').Count
}
