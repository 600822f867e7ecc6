# Writes help pages as MAML, the form in which Get-Help reads them. PlatyPS reads the pages and has a MAML export of its own; that
# one (1.0.3) leaves out default values and pipeline input, puts code into the introduction of examples between control characters,
# and keeps the marks of markdown, so that Get-Help shows the text, but not as text.

$maml = [System.Xml.Linq.XNamespace] 'http://schemas.microsoft.com/maml/2004/10'
$command = [System.Xml.Linq.XNamespace] 'http://schemas.microsoft.com/maml/dev/command/2004/10'
$dev = [System.Xml.Linq.XNamespace] 'http://schemas.microsoft.com/maml/dev/2004/10'

function Export-Maml {
    param([object[]] $CommandHelp, [string] $Path)

    $root = ConvertTo-Element -Name ([System.Xml.Linq.XNamespace] 'http://msh' + 'helpItems') -Attribute ([ordered] @{
            schema = 'maml'
            ([System.Xml.Linq.XNamespace]::Xmlns + 'maml') = $maml
            ([System.Xml.Linq.XNamespace]::Xmlns + 'command') = $command
            ([System.Xml.Linq.XNamespace]::Xmlns + 'dev') = $dev
        }) -Content @($CommandHelp | ForEach-Object { ConvertTo-MamlCommand -Help $_ })

    $settings = [System.Xml.XmlWriterSettings]::new()
    $settings.Indent = $true
    $settings.NewLineChars = "`n"
    $settings.Encoding = [System.Text.UTF8Encoding]::new($false)
    $writer = [System.Xml.XmlWriter]::Create($Path, $settings)
    try {
        $root.WriteTo($writer)
        $writer.WriteRaw("`n")
    }
    finally {
        $writer.Dispose()
    }
}

function ConvertTo-MamlCommand {
    param($Help)

    $verb, $noun = $Help.Title -split '-'
    ConvertTo-Element -Name ($command + 'command') -Content @(
        ConvertTo-Element -Name ($command + 'details') -Content @(
            ConvertTo-Element -Name ($command + 'name') -Content $Help.Title
            ConvertTo-Text -Name ($maml + 'description') -Markdown $Help.Synopsis
            ConvertTo-Element -Name ($command + 'verb') -Content $verb
            ConvertTo-Element -Name ($command + 'noun') -Content $noun
        )
        ConvertTo-Text -Name ($maml + 'description') -Markdown $Help.Description
        ConvertTo-Element -Name ($command + 'syntax') -Content @($Help.Syntax | ForEach-Object { ConvertTo-MamlSyntax -Help $Help -Set $_ })
        ConvertTo-Element -Name ($command + 'parameters') -Content @($Help.Parameters | ForEach-Object { ConvertTo-MamlParameter -Help $Help -Parameter $_ })
        ConvertTo-MamlTypeList -Name ($command + 'inputTypes') -ItemName ($command + 'inputType') -Type $Help.Inputs
        ConvertTo-MamlTypeList -Name ($command + 'returnValues') -ItemName ($command + 'returnValue') -Type $Help.Outputs
        ConvertTo-Element -Name ($maml + 'alertSet') -Content (ConvertTo-Text -Name ($maml + 'alert') -Markdown $Help.Notes)
        ConvertTo-Element -Name ($command + 'examples') -Content @($Help.Examples | ForEach-Object { ConvertTo-MamlExample -Example $_ })
        ConvertTo-Element -Name ($command + 'relatedLinks') -Content @($Help.RelatedLinks | ForEach-Object { ConvertTo-MamlLink -Text $_.LinkText })
    )
}

function ConvertTo-MamlSyntax {
    param($Help, $Set)

    ConvertTo-Element -Name ($command + 'syntaxItem') -Content @(
        ConvertTo-Element -Name ($maml + 'name') -Content $Help.Title
        foreach ($use in $Set.SyntaxParameters) {
            $parameter = $Help.Parameters | Where-Object Name -EQ $use.ParameterName
            $role = $parameter.ParameterSets | Where-Object Name -In $Set.ParameterSetName, '(All)' | Select-Object -First 1
            ConvertTo-MamlUse -Parameter $parameter -Type $use.ParameterType -Role $role
        }
    )
}

# What a parameter is in all its sets together: required only if it always is.
function ConvertTo-MamlParameter {
    param($Help, $Parameter)

    $type = @($Help.Syntax.SyntaxParameters | Where-Object ParameterName -EQ $Parameter.Name)[0].ParameterType
    $sets = @($Parameter.ParameterSets)
    $role = [pscustomobject] @{
        Position                        = $sets[0].Position
        IsRequired                      = $sets.IsRequired -notcontains $false
        ValueFromPipeline               = $sets.ValueFromPipeline -contains $true
        ValueFromPipelineByPropertyName = $sets.ValueFromPipelineByPropertyName -contains $true
    }
    ConvertTo-MamlUse -Parameter $Parameter -Type $type -Role $role -Description $Parameter.Description
}

function ConvertTo-MamlUse {
    param($Parameter, [string] $Type, $Role, [string] $Description)

    $ways = @(
        if ($Role.ValueFromPipeline) {
            'ByValue'
        }
        if ($Role.ValueFromPipelineByPropertyName) {
            'ByPropertyName'
        }
    )
    $isSwitch = $Parameter.Type -eq 'System.Management.Automation.SwitchParameter'
    $attributes = [ordered] @{
        required       = "$($Role.IsRequired)".ToLowerInvariant()
        variableLength = "$($Parameter.Type.EndsWith('[]'))".ToLowerInvariant()
        globbing       = "$($Parameter.SupportsWildcards)".ToLowerInvariant()
        pipelineInput  = if ($ways) { "True ($($ways -join ', '))" } else { 'False' }
        position       = "$($Role.Position)".ToLowerInvariant()
        aliases        = if ($Parameter.Aliases) { $Parameter.Aliases -join ', ' } else { 'none' }
    }
    ConvertTo-Element -Name ($command + 'parameter') -Attribute $attributes -Content @(
        ConvertTo-Element -Name ($maml + 'name') -Content $Parameter.Name
        if ($Description) {
            ConvertTo-Text -Name ($maml + 'description') -Markdown $Description
        }
        # A switch has no value to be shown in the syntax.
        if (-not $isSwitch) {
            ConvertTo-Element -Name ($command + 'parameterValue') -Content $Type -Attribute ([ordered] @{ required = 'true'; variableLength = 'false' })
        }
        ConvertTo-Element -Name ($dev + 'type') -Content @(
            ConvertTo-Element -Name ($maml + 'name') -Content $(if ($isSwitch) { 'switch' } else { $Type })
            ConvertTo-Element -Name ($maml + 'uri')
        )
        ConvertTo-Element -Name ($dev + 'defaultValue') -Content "$($Parameter.DefaultValue)".Trim("'")
    )
}

function ConvertTo-MamlTypeList {
    param($Name, $ItemName, $Type)

    $items = foreach ($each in $Type) {
        ConvertTo-Element -Name $ItemName -Content @(
            ConvertTo-Element -Name ($dev + 'type') -Content (ConvertTo-Element -Name ($maml + 'name') -Content $each.Typename)
            ConvertTo-Text -Name ($maml + 'description') -Markdown $each.Description
        )
    }
    ConvertTo-Element -Name $Name -Content @($items)
}

# What stands before the code is shown after it: Get-Help would run an introduction and the code together into one line. The empty
# paragraph keeps the next title apart.
function ConvertTo-MamlExample {
    param($Example)

    $blocks = @(Get-MarkdownBlock -Markdown $Example.Remarks)
    ConvertTo-Element -Name ($command + 'example') -Content @(
        ConvertTo-Element -Name ($maml + 'title') -Content "---------- $($Example.Title) ----------"
        ConvertTo-Element -Name ($dev + 'code') -Content (@($blocks | Where-Object Kind -EQ 'Code').Text -join "`n")
        ConvertTo-Element -Name ($dev + 'remarks') -Content @(
            $blocks | Where-Object Kind -NE 'Code' | ConvertTo-Paragraph
            ConvertTo-Element -Name ($maml + 'para') -Content ''
        )
    )
}

function ConvertTo-MamlLink {
    param([string] $Text)

    ConvertTo-Element -Name ($maml + 'navigationLink') -Content @(
        ConvertTo-Element -Name ($maml + 'linkText') -Content $Text
        ConvertTo-Element -Name ($maml + 'uri')
    )
}

function ConvertTo-Text {
    param($Name, [string] $Markdown)

    ConvertTo-Element -Name $Name -Content @(Get-MarkdownBlock -Markdown $Markdown | ConvertTo-Paragraph)
}

function ConvertTo-Paragraph {
    param([Parameter(ValueFromPipeline)] $Block)

    process {
        $mark = if ($Block.Kind -eq 'Item') { '- ' } else { '' }
        ConvertTo-Element -Name ($maml + 'para') -Content ($mark + $Block.Text)
    }
}

function ConvertTo-Element {
    param($Name, [object[]] $Content = @(), [System.Collections.IDictionary] $Attribute = @{})

    $element = [System.Xml.Linq.XElement]::new([System.Xml.Linq.XName] $Name)
    foreach ($key in $Attribute.Keys) {
        $element.SetAttributeValue([System.Xml.Linq.XName] $key, "$($Attribute[$key])")
    }
    foreach ($item in $Content) {
        $element.Add($item)
    }
    $element
}
