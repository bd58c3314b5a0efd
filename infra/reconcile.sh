#!/usr/bin/env bash
# Compares what was decided with what Publisher keeps, in a system that infra/run.sh started, and mends it.
set -euo pipefail
# shellcheck source=lib/load.sh
source "${BASH_SOURCE[0]%/*}/lib/load.sh"

usage() {
  cat <<'USAGE'
./infra/reconcile.sh NAME     compare and mend; NAME is a person of the console, for the sealed log

Sends again what Publisher has not heard of or still shows, holds back from readers what nobody knows a decision of, and says what
it did. Publisher must run. Ends with 1 when a person is to look at something. MODERATION_RUN_DIR names the system (.run).
USAGE
}

case ${1:-} in
  --help)
    usage
    exit
    ;;
  '') usage_error "a name is missing" "$0" ;;
esac
open_run_dir "${MODERATION_RUN_DIR:-$PROJECT/.run}"
need_dotnet
[[ -f $RUN_DIR/secrets.env ]] || fail "there is no system in $RUN_DIR." "start one: ./infra/run.sh --detach"
open_system
newest_build
end_turn
Logging__LogLevel__Default=Warning run_verb moderator reconcile --by "$1"
