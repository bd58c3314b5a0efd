#!/usr/bin/env bash
# Starts a redundant system, breaks it in many ways while comments come in, and writes down what became of them.
set -euo pipefail
# shellcheck source=lib/load.sh
source "${BASH_SOURCE[0]%/*}/lib/load.sh"

usage() {
  cat <<'USAGE'
./infra/faults.sh                 all faults, two minutes each, and the report as docs/faults.md
./infra/faults.sh FAULT…          these only, and the report on standard output; --help of tests/Load names them

  --minutes N   how long comments are sent for each fault (2)
  --rate N      comments a second (20)

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

MINUTES=2 RATE=20
FAULTS=()
while (( $# )); do
  case $1 in
    --help)
      usage
      exit
      ;;
    --minutes | --rate)
      [[ ${2:-} =~ ^[1-9][0-9]{0,3}$ ]] || usage_error "$1 needs a number from 1 to 9999" "$0"
      if [[ $1 == --rate ]]; then RATE=$2; else MINUTES=$2; fi
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
REPORT=()
(( ${#FAULTS[@]} )) || REPORT=(--report docs/faults.md)
dotnet exec tests/Load/bin/Release/net10.0/Moderation.Load.dll faults "${FAULTS[@]}" --for "${MINUTES}m" --rate "$RATE" \
  --addresses "$MODERATION_RUN_DIR/addresses.env" "${REPORT[@]}"
