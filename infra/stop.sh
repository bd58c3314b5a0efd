#!/usr/bin/env bash
# Stops what run.sh has started, also after a crash of the script, and nothing else. Data stays.
set -euo pipefail
# shellcheck source=lib/load.sh
source "${BASH_SOURCE[0]%/*}/lib/load.sh"

case "${1:-} $#" in
  ' 0') ;;
  '--help 1')
    printf './infra/stop.sh   stop the system of MODERATION_RUN_DIR (.run); what was stored stays\n'
    exit
    ;;
  *) usage_error "unknown arguments: $*" "$0" ;;
esac
open_run_dir "${MODERATION_RUN_DIR:-$PROJECT/.run}"
take_turn
if is_any_part_running; then
  step "Stopping the system" stop_system
else
  stop_system
  say "Nothing was running."
fi
