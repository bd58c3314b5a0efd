#!/usr/bin/env bash
# Starts a redundant system, breaks it in many ways while comments come in, and writes down what became of them.
set -euo pipefail
# shellcheck source=lib/load.sh
source "${BASH_SOURCE[0]%/*}/lib/load.sh"

usage() {
  cat <<'USAGE'
./infra/faults.sh                 all faults, two minutes each, and the report as docs/faults.md
./infra/faults.sh FAULT…          these only, and the report on standard output; --help of tests/Load names them

  --for LENGTH   how long comments are sent for each fault, such as 90s (2m)
  --rate N       comments a second (20)

It starts a system of its own below .run/faults, with three nodes of RabbitMQ and two of PostgreSQL, and ends it. Ends with 1 when
a promise was broken. It takes the whole machine.
USAGE
}

at_end() {
  local code=$?
  trap - EXIT
  "$PROJECT/infra/stop.sh" >&2 || true
  exit "$code"
}

# make_build_before: of the release before this one, which had a migration less.
make_build_before() {
  local last tree=$MODERATION_RUN_DIR/before
  export MODERATION_BUILD_BEFORE=$MODERATION_RUN_DIR/build-before
  last=$(git log -1 --diff-filter=A --format=%H -- 'services/*/Migrations/*.sql')
  [[ ! -d $MODERATION_BUILD_BEFORE || $(< "$MODERATION_RUN_DIR/before.commit") != "$last" ]] || return 0
  rm -rf -- "$tree" "$MODERATION_BUILD_BEFORE"
  git worktree prune
  git worktree add --quiet --detach "$tree" "$last~"
  TERM=dumb dotnet msbuild "$tree/infra/publish.proj" -maxCpuCount -nodeReuse:false -verbosity:minimal -noLogo \
    -p:Destination="$MODERATION_BUILD_BEFORE" -p:UseSharedCompilation=false > "$MODERATION_RUN_DIR/logs/build-before.log" 2>&1 ||
    fail "the release before does not build." "mend what the log says." "$MODERATION_RUN_DIR/logs/build-before.log"
  git worktree remove --force "$tree"
  printf '%s\n' "$last" > "$MODERATION_RUN_DIR/before.commit"
}

LENGTH=2m RATE=20
FAULTS=()
while (( $# )); do
  case $1 in
    --help)
      usage
      exit
      ;;
    --for)
      [[ ${2:-} =~ ^[1-9][0-9]{0,3}[sm]$ ]] || usage_error "$1 needs a length such as 90s or 2m" "$0"
      LENGTH=$2
      shift
      ;;
    --rate)
      [[ ${2:-} =~ ^[1-9][0-9]{0,3}$ ]] || usage_error "$1 needs a number from 1 to 9999" "$0"
      RATE=$2
      shift
      ;;
    -*) usage_error "unknown argument: $1" "$0" ;;
    *) FAULTS+=("$1") ;;
  esac
  shift
done
cd -- "$PROJECT"
export MODERATION_RUN_DIR=$PROJECT/.run/faults MODERATION_PORT_BASE=free
# What waits out its grace time is not what breaks here.
export Decisions__Grace=00:00:01
trap at_end EXIT
trap 'exit 130' INT
trap 'exit 143' TERM
"$PROJECT/infra/run.sh" --redundant >&2
dotnet build tests/Load --configuration Release -nodeReuse:false -p:UseSharedCompilation=false \
  > "$MODERATION_RUN_DIR/logs/sender-build.log" 2>&1 < /dev/null ||
  fail "the sender does not build." "mend what the log says, then try again." "$MODERATION_RUN_DIR/logs/sender-build.log"
if (( ${#FAULTS[@]} == 0 )) || [[ " ${FAULTS[*]} " == *-before\ * ]]; then make_build_before; fi
if (( ${#FAULTS[@]} == 0 )) || [[ " ${FAULTS[*]} " == *-clock-* ]]; then
  [[ -n $(find /usr/lib -name libfaketimeMT.so.1 -print -quit) ]] ||
    RUN_DIR=$MODERATION_RUN_DIR install_packages libfaketime >&2
fi
REPORT=()
(( ${#FAULTS[@]} )) || REPORT=(--report docs/faults.md)
dotnet exec tests/Load/bin/Release/net10.0/Moderation.Load.dll faults "${FAULTS[@]}" --for "$LENGTH" --rate "$RATE" \
  --addresses "$MODERATION_RUN_DIR/addresses.env" "${REPORT[@]}"
