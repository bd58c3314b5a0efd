#!/usr/bin/env bash
# Examines a system that infra/run.sh started, or the one that it would start.
set -euo pipefail
# shellcheck source=lib/load.sh
source "${BASH_SOURCE[0]%/*}/lib/load.sh"

usage() {
  cat <<'USAGE'
./infra/doctor.sh             examine all five services and what they need
./infra/doctor.sh SERVICE…    these only: intake classifier moderator publisher site

Says of each part how it does, and what to do: ok, look (it works, and somebody should look at it) or WRONG. Changes nothing.
Ends with 1 when anything is WRONG. MODERATION_RUN_DIR names the system (.run).
USAGE
}

# examine SERVICE: its findings, below its name; in a subshell of its own, since it exports the service's configuration.
examine() {
  local process=stopped
  if is_running "$1"; then
    process=running
    running_build "$1"
  fi
  printf '\n%s, %s\n' "$1" "$process"
  Logging__LogLevel__Default=None run_verb "$1" doctor
}

case ${1:-} in
  --help)
    usage
    exit
    ;;
esac
for service in "$@"; do
  [[ -n ${PROJECTS[$service]:-} ]] || usage_error "unknown service: $service" "$0"
done
open_run_dir "${MODERATION_RUN_DIR:-$PROJECT/.run}"
need_dotnet
[[ -f $RUN_DIR/secrets.env ]] || fail "there is no system to examine in $RUN_DIR." "start one: ./infra/run.sh --detach"
open_system
newest_build
end_turn
code=0
for service in "${@:-${SERVICES[@]}}"; do examine "$service" || code=1; done
exit "$code"
