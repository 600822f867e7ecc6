# The steps of .ci/run. Each counts what it checked with `count`; sourced, not run.

# count PASSED FAILED
count() {
    passed=$((passed + $1))
    failed=$((failed + $2))
}

# verdict NAME COMMAND...: one check, passed when the command succeeds.
verdict() {
    local name=$1
    shift
    if "$@"; then
        echo "ok      $name"
        count 1 0
    else
        echo "FAILED  $name"
        count 0 1
    fi
}

# limited SECONDS COMMAND...: what hangs must not take the other steps' time.
limited() {
    if command -v timeout >/dev/null; then
        timeout --kill-after=10 "$@"
    else
        "${@:2}"
    fi
}

step() {
    echo
    echo "== $1"
    local began=$SECONDS
    "${@:2}"
    echo "   ($((SECONDS - began)) s)"
}

run_tests() {
    # README's command. It builds first: analyzers run then, and a warning is an error.
    limited 540 dotnet test --logger trx --results-directory "$results/trx"
    local status=$? good bad executed
    good=$(sum_of passed)
    bad=$(sum_of failed)
    executed=$(sum_of executed)
    # A run that broke before or after its tests has failed, whatever they said.
    if [ "$status" -ne 0 ] && [ "$bad" -eq 0 ]; then
        bad=1
    fi

    tests=$((tests + executed))
    count "$good" "$bad"
    echo "$good passed, $bad failed, $executed executed" | sed 's/^/   /'
}

# sum_of ATTRIBUTE: the sum of an attribute of <Counters> over all result files.
sum_of() {
    find "$results/trx" -name '*.trx' -exec grep -ohE "<Counters [^>]*" {} + 2>/dev/null |
        grep -oE "\b$1=\"[0-9]+\"" | grep -oE '[0-9]+' | awk '{ n += $1 } END { print n + 0 }'
}

check_build() {
    verdict "what no test needs builds without a warning" dotnet build -clp:NoSummary -v quiet
    verdict "the benchmarks build without a warning" dotnet build bench/Bench.slnx -clp:NoSummary -v quiet
}

check_formatting() {
    verdict "dotnet format has nothing to change" dotnet format --verify-no-changes --no-restore
    verdict "nor in the benchmarks" dotnet format bench/Bench.slnx --verify-no-changes --no-restore
}

check_readme() {
    verdict "README has the two commands that are run here" cmp -s \
        <(sed -n '/^```sh/,/^```/p' README.md | sed -n '2,3s/ *#.*//p') \
        <(printf '%s\n' 'dotnet run --project src/PortfolioMargin.Host' 'dotnet test')
}

check_demo() {
    verdict "the demo ends with exit code 0" demo
    verdict "the demo shows order 180015097 in a table" grep -qE '^ *Margin [0-9]{4}-[0-9]{2}-[0-9]{2} .*\bBNBBTC\b.*\b180015097\b' "$results/demo.txt"
}

demo() {
    limited 180 dotnet run --project src/PortfolioMargin.Host >"$results/demo.colour.txt"
    local status=$?
    sed 's/\x1b\[[0-9;]*m//g' "$results/demo.colour.txt" | tee "$results/demo.txt"
    return $status
}

check_package() {
    local here=$results/package/here there=$results/package/there elsewhere
    elsewhere=$(mktemp -d)/another-folder/of-another-length
    verdict "packs here" pack "$PWD" "$here"
    verdict "packs in another folder" pack_copy "$elsewhere" "$there"
    verdict "both packages are the same" cmp "$here"/*.nupkg "$there"/*.nupkg
    rm -rf "$(dirname "$(dirname "$elsewhere")")"
}

# pack FOLDER OUTPUT: builds the module of a source folder afresh and packs it, in a compiler process of its own: what depends
# on the hashes of one process would be the same in two builds by one.
pack() {
    (cd "$1" && rm -rf out && dotnet pack build/PortfolioMargin.Package.csproj -c Release -o "$2" -p:UseSharedCompilation=false -clp:NoSummary -v quiet)
}

# pack_copy FOLDER OUTPUT: the same, of a copy of this working tree at the same commit and with the same origin.
pack_copy() {
    git clone --quiet --no-checkout . "$1" &&
        git -C "$1" remote set-url origin "$(git remote get-url origin 2>/dev/null || echo .)" &&
        git ls-files -z --cached --others --exclude-standard | tar --null --files-from=- --create | tar --extract --directory "$1" &&
        pack "$1" "$2"
}

check_benchmarks() {
    verdict "every contender of the benchmarks returns every row" benchmarks
    grep 'left out' "$results/benchmarks.txt" | sed 's/^/   /'
}

benchmarks() {
    limited 300 dotnet run -c Release --project bench/SideBySide -- check >"$results/benchmarks.txt"
}

check_scripts() {
    if ! has_module PSScriptAnalyzer; then
        echo "   not run: no pwsh with PSScriptAnalyzer on this machine"
        return
    fi

    verdict "PSScriptAnalyzer has no findings" pwsh -NoProfile -NonInteractive -File build/analyze.ps1
}

run_windows() {
    if ! command -v wine >/dev/null && ! install wine wine wine64; then
        echo "   not run: Wine is neither on this machine nor could it be installed"
        return
    fi

    local folder=$results/windows shell certificate report status good bad
    mkdir -p "$folder"
    if ! dotnet publish tests/PortfolioMargin.Windows.Runner --output "$folder/shell" -clp:NoSummary -v quiet; then
        verdict "the shell for Windows is published" false
        return
    fi

    # A Windows of its own; without the last, a long run ends in an internal error of the runtime's.
    local -x WINEPREFIX=$folder/prefix WINEDEBUG=-all DOTNET_EnableWriteXorExecute=0
    limited 120 wine winecfg /v win10 >"$folder/setup.txt" 2>&1
    shell=$folder/shell/PortfolioMargin.Windows.Runner.exe
    certificate=$folder/certificate.pem
    report=$folder/pester.xml

    local keys=$PWD/tests/PortfolioMargin.Client.Tests/Keys/ThrowAwayKeys server tls_server
    serve "$folder/server" --Ed25519 "MadeUpKey:$keys/public-ed25519.pem"
    serve "$folder/tls-server" --UseTls true --CertificatePath "$certificate"
    limited 60 wine "$shell" "$(windows_path "$PWD/tests/PortfolioMargin.Windows.Runner/TrustCertificate.ps1")" -Path "$(windows_path "$certificate")" >>"$folder/setup.txt" 2>&1

    # By name: Wine does not find an address in a certificate.
    server=$(address_of "$folder/server")
    tls_server=$(address_of "$folder/tls-server")
    SANDBOX_SERVER=$server SANDBOX_SERVER_TLS=${tls_server/127.0.0.1/localhost} \
        limited 240 wine "$shell" "$(windows_path "$PWD/build/pester.ps1")" -InProcess \
        -Pester "$(windows_path "${NUGET_PACKAGES:-$HOME/.nuget/packages}/pester/5.9.1/tools/Pester.psd1")" \
        -ResultPath "$(windows_path "$report")" -ExcludeTag ChildProcess,RsaPrivateKey >"$folder/pester.txt" 2>&1
    status=$?
    wineserver -k
    kill -KILL "${servers[@]}"
    wait "${servers[@]}" 2>/dev/null
    servers=()

    good=$(grep -oE '<test-case [^>]*result="Success"' "$report" 2>/dev/null | wc -l)
    bad=$(grep -oE '<test-case [^>]*result="(Failure|Error)"' "$report" 2>/dev/null | wc -l)
    if [ "$bad" -eq 0 ] && { [ "$status" -ne 0 ] || [ "$good" -eq 0 ]; }; then
        echo "The run broke off: exit code $status."
        bad=1
    fi

    [ "$bad" -eq 0 ] || cat "$folder/pester.txt"
    echo "   $good passed, $bad failed; left out: what starts a shell of its own (none is there), and RSA private keys (Wine has none)"
    count "$good" "$bad"
}

# windows_path PATH: what Wine calls it.
windows_path() {
    echo "Z:${1//\//\\}"
}

# serve NAME ARGUMENTS...: starts the sandbox's server in the background, and waits until it listens. NAME.txt holds what it says.
serve() {
    local name=$1
    shift
    mkfifo "$name.stdin"
    dotnet tests/PortfolioMargin.SandboxServer/bin/Debug/net10.0/PortfolioMargin.SandboxServer.dll "$@" <>"$name.stdin" >"$name.txt" 2>&1 &
    servers+=($!)
    local tries=0
    until grep -q '^listening ' "$name.txt" || [ $((tries += 1)) -gt 150 ]; do
        sleep 0.2
    done
}

address_of() {
    sed -n 's/^listening //p' "$1.txt"
}

# has_module NAME [MAJOR]: pwsh is here and has the module.
has_module() {
    command -v pwsh >/dev/null && pwsh -NoProfile -NonInteractive -Command "
        exit [int] -not (Get-Module $1 -ListAvailable | Where-Object { '${2:-}' -in '', [string] \$_.Version.Major })"
}

run_mono() {
    # mono-devel for the facades that assemblies made for .NET Standard look for.
    if ! command -v mono >/dev/null && ! install mono mono-runtime mono-devel; then
        echo "   not run: Mono is neither on this machine nor could it be installed"
        return
    fi

    mono --version | head -1
    run_under_mono
    run_under_mono loader
}

# run_under_mono [ARGUMENT]: the runner's lines are "ok NAME" and "FAILED NAME: why".
run_under_mono() {
    local log=$results/mono${1:+-$1}.txt status good bad
    limited 180 mono tests/PortfolioMargin.Net472.Runner/bin/Debug/net472/PortfolioMargin.Net472.Runner.exe "$@" | tee "$log"
    status=$?
    good=$(grep -c '^ok ' "$log")
    bad=$(grep -c '^FAILED ' "$log")
    if [ "$bad" -eq 0 ] && { [ "$status" -ne 0 ] || [ "$good" -eq 0 ]; }; then
        echo "The run broke off: exit code $status."
        bad=1
    fi

    count "$good" "$bad"
}

# install COMMAND PACKAGES...: by apt, where that is there and may be used.
install() {
    local command=$1
    shift
    [ "$(id -u)" -eq 0 ] && command -v apt-get >/dev/null || return 1
    { apt-get update -qq && DEBIAN_FRONTEND=noninteractive limited 240 apt-get install -y -qq --no-install-recommends "$@"; } \
        >"$results/apt-$command.txt" 2>&1 && command -v "$command" >/dev/null
}

run_browser() {
    if ! has_browser && ! install_browser; then
        echo "   not run: Chromium is neither on this machine nor could it be installed"
        return
    fi

    local log=$results/browser.xml status good bad
    limited 120 tests/PortfolioMargin.Browser.Tests/bin/Debug/net10.0/PortfolioMargin.Browser.Tests -noLogo -xml "$log"
    status=$?
    good=$(grep -oE '<test [^>]*result="Pass"' "$log" 2>/dev/null | wc -l)
    bad=$(grep -oE '<test [^>]*result="Fail"' "$log" 2>/dev/null | wc -l)
    if [ "$bad" -eq 0 ] && { [ "$status" -ne 0 ] || [ "$good" -eq 0 ]; }; then
        echo "The run broke off: exit code $status."
        bad=1
    fi

    count "$good" "$bad"
}

has_browser() {
    command -v chromium || command -v chromium-browser || command -v google-chrome || command -v google-chrome-stable
} >/dev/null

install_browser() {
    [ "$(id -u)" -eq 0 ] && command -v apt-get >/dev/null || return 1
    { apt-get update -qq && DEBIAN_FRONTEND=noninteractive limited 240 apt-get install -y -qq --no-install-recommends chromium; } \
        >"$results/apt.browser.txt" 2>&1 && has_browser
}
