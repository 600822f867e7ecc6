# Writes help pages as MAML, the form in which Get-Help reads them. PlatyPS reads the pages and has a MAML export of its own; that
# one (1.0.3) leaves out default values and pipeline input, puts code into the introduction of examples between control characters,
# and keeps the marks of markdown, so that Get-Help shows the text, but not as text.

$MamlNamespace = 'http://schemas.microsoft.com/maml/2004/10'
$CommandNamespace = 'http://schemas.microsoft.com/maml/dev/command/2004/10'
$DevNamespace = 'http://schemas.microsoft.com/maml/dev/2004/10'

function Write-Maml {
    param([object[]] $CommandHelp, [string] $Path)

    $settings = [System.Xml.XmlWriterSettings]::new()
    $settings.Indent = $true
    $settings.NewLineChars = "`n"
    $settings.Encoding = [System.Text.UTF8Encoding]::new($false)
    $xml = [System.Xml.XmlWriter]::Create($Path, $settings)
    try {
        $xml.WriteStartElement('', 'helpItems', 'http://msh')
        $xml.WriteAttributeString('schema', 'maml')
        $xml.WriteAttributeString('xmlns', 'maml', $null, $MamlNamespace)
        $xml.WriteAttributeString('xmlns', 'command', $null, $CommandNamespace)
        $xml.WriteAttributeString('xmlns', 'dev', $null, $DevNamespace)
        foreach ($command in $CommandHelp) {
            Write-MamlCommand $command
        }

        $xml.WriteEndElement()
        $xml.WriteRaw("`n")
    }
    finally {
        $xml.Dispose()
    }
}

function Write-MamlCommand {
    param($Help)

    Write-Element command command {
        Write-Element command details {
            Write-Element command name $Help.Title
            Write-Paragraphs description $Help.Synopsis
            $verb, $noun = $Help.Title -split '-'
            Write-Element command verb $verb
            Write-Element command noun $noun
        }
        Write-Paragraphs description $Help.Description
        Write-Element command syntax {
            foreach ($set in $Help.Syntax) {
                Write-Element command syntaxItem {
                    Write-Element maml name $Help.Title
                    foreach ($use in $set.SyntaxParameters) {
                        $parameter = $Help.Parameters | Where-Object Name -EQ $use.ParameterName
                        Write-MamlParameter $parameter $use.ParameterType (Get-ParameterSet $parameter $set.ParameterSetName)
                    }
                }
            }
        }
        Write-Element command parameters {
            foreach ($parameter in $Help.Parameters) {
                $type = @($Help.Syntax.SyntaxParameters | Where-Object ParameterName -EQ $parameter.Name)[0].ParameterType
                Write-MamlParameter $parameter $type (Get-ParameterSet $parameter) -WithDescription
            }
        }
        Write-MamlTypes inputTypes inputType $Help.Inputs
        Write-MamlTypes returnValues returnValue $Help.Outputs
        Write-Element maml alertSet {
            Write-Paragraphs alert $Help.Notes
        }
        Write-Element command examples {
            foreach ($example in $Help.Examples) {
                Write-MamlExample $example
            }
        }
        Write-Element command relatedLinks {
            foreach ($link in $Help.RelatedLinks) {
                Write-Element maml navigationLink {
                    Write-Element maml linkText $link.LinkText
                    Write-Element maml uri ''
                }
            }
        }
    }
}

# What a parameter is in one parameter set; without a name, what it is in all of them together: required only if it always is.
function Get-ParameterSet {
    param($Parameter, [string] $Name)

    $sets = @($Parameter.ParameterSets)
    if ($Name) {
        return $sets | Where-Object Name -In $Name, '(All)' | Select-Object -First 1
    }

    [pscustomobject]@{
        Position                        = $sets[0].Position
        IsRequired                      = $sets.IsRequired -notcontains $false
        ValueFromPipeline               = $sets.ValueFromPipeline -contains $true
        ValueFromPipelineByPropertyName = $sets.ValueFromPipelineByPropertyName -contains $true
    }
}

function Write-MamlParameter {
    param($Parameter, [string] $Type, $Use, [switch] $WithDescription)

    $ways = @(
        if ($Use.ValueFromPipeline) { 'ByValue' }
        if ($Use.ValueFromPipelineByPropertyName) { 'ByPropertyName' }
    )
    $isSwitch = $Parameter.Type -eq 'System.Management.Automation.SwitchParameter'
    Write-Element command parameter -Attributes ([ordered]@{
            required       = ([string]$Use.IsRequired).ToLowerInvariant()
            variableLength = ([string]$Parameter.Type.EndsWith('[]')).ToLowerInvariant()
            globbing       = ([string]$Parameter.SupportsWildcards).ToLowerInvariant()
            pipelineInput  = if ($ways) { "True ($($ways -join ', '))" } else { 'False' }
            position       = ([string]$Use.Position).ToLowerInvariant()
            aliases        = if ($Parameter.Aliases) { $Parameter.Aliases -join ', ' } else { 'none' }
        }) {
        Write-Element maml name $Parameter.Name
        if ($WithDescription) {
            Write-Paragraphs description $Parameter.Description
        }

        # A switch has no value to be shown in the syntax.
        if (-not $isSwitch) {
            Write-Element command parameterValue $Type -Attributes ([ordered]@{ required = 'true'; variableLength = 'false' })
        }

        Write-Element dev type {
            Write-Element maml name ($isSwitch ? 'switch' : $Type)
            Write-Element maml uri ''
        }
        Write-Element dev defaultValue ([string]$Parameter.DefaultValue).Trim("'")
    }
}

function Write-MamlTypes {
    param([string] $ListName, [string] $ItemName, $Types)

    Write-Element command $ListName {
        foreach ($type in $Types) {
            Write-Element command $ItemName {
                Write-Element dev type {
                    Write-Element maml name $type.Typename
                }
                Write-Paragraphs description $type.Description
            }
        }
    }
}

# What stands before the code is shown after it: Get-Help would run an introduction and the code together into one line. The empty
# paragraph keeps the next title apart.
function Write-MamlExample {
    param($Example)

    $blocks = @(Get-MarkdownBlock $Example.Remarks)
    Write-Element command example {
        Write-Element maml title "---------- $($Example.Title) ----------"
        Write-Element dev code (@($blocks | Where-Object Kind -EQ Code).Text -join "`n")
        Write-Element dev remarks {
            Write-Blocks @($blocks | Where-Object Kind -NE Code)
            Write-Element maml para
        }
    }
}

function Write-Paragraphs {
    param([string] $Name, [string] $Markdown)

    Write-Element maml $Name {
        Write-Blocks @(Get-MarkdownBlock $Markdown)
    }
}

function Write-Blocks {
    param([object[]] $Blocks)

    foreach ($block in $Blocks) {
        Write-Element maml para ($block.Kind -eq 'Item' ? "- $($block.Text)" : $block.Text)
    }
}

function Write-Element {
    param([string] $Prefix, [string] $Name, $Content, [System.Collections.IDictionary] $Attributes = @{})

    $namespace = switch ($Prefix) {
        maml { $MamlNamespace }
        command { $CommandNamespace }
        dev { $DevNamespace }
    }
    $xml.WriteStartElement($Prefix, $Name, $namespace)
    foreach ($attribute in $Attributes.GetEnumerator()) {
        $xml.WriteAttributeString($attribute.Key, $attribute.Value)
    }

    if ($Content -is [scriptblock]) {
        & $Content
    }
    elseif ($Content) {
        $xml.WriteString($Content)
    }

    $xml.WriteEndElement()
}
