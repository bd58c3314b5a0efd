#!/usr/bin/env bash
# Asks NuGet's feed whether a package that anything here is built with has a known vulnerability.
set -euo pipefail
# shellcheck source=lib/load.sh
source "${BASH_SOURCE[0]%/*}/lib/load.sh"

usage() {
  cat <<'USAGE'
./infra/vulnerable.sh   names the packages with known vulnerabilities, and ends with 1 when there is one; where the feed does not
                        answer it says so, and ends with 0
USAGE
}

# ask COMMAND…: asks the feed, for two minutes at most.
ask() {
  (cd -- "$PROJECT" && DOTNET_CLI_UI_LANGUAGE=en timeout 120 "$@") > "$LOG" 2>&1 < /dev/null
}

# is_silent CODE: whether the feed was not reached, as the log or the time has it.
is_silent() {
  (( $1 == 124 )) || grep --quiet --extended-regexp \
    'NU1301|NU1900|Unable to load the service index|No such host|Connection refused|Network is unreachable|timed out' "$LOG"
}

# named: each package once, with its version, how bad it is and where to read of it.
named() {
  awk -F'"' '
    /"id":/ { id = $4 }
    /"resolvedVersion":/ { version = $4 }
    /"severity":/ { severity = $4 }
    /"advisoryurl":/ { printf "%s %s: %s, %s\n", id, version, severity, $4 }
  ' "$LOG" | LC_ALL=C sort -u
}

# examine COMMAND…: gives up where the feed is silent, and fails where the command does.
examine() {
  local code=0
  ask "$@" || code=$?
  (( code )) || return 0
  if is_silent "$code"; then
    say "The feed of packages does not answer, so that it is not known whether one has become vulnerable."
    exit 0
  fi
  fail "the packages could not be looked at." "mend what it says." "$LOG"
}

case "${1:-} $#" in
  ' 0') ;;
  '--help 1')
    usage
    exit
    ;;
  *) usage_error "unknown arguments: $*" "$0" ;;
esac
need_dotnet
LOG=$(mktemp)
trap 'rm -f -- "$LOG"' EXIT
examine dotnet restore Moderation.sln --locked-mode
examine dotnet list Moderation.sln package --vulnerable --include-transitive --format json
mapfile -t FOUND < <(named)
if (( ${#FOUND[@]} )); then
  fail "packages have known vulnerabilities: ${FOUND[*]/%/;}" "take the versions that mend them, in Directory.Packages.props."
fi
say "No package has a known vulnerability."
