#!/usr/bin/env bash
# Fills a running system with comments to look at.
set -euo pipefail
# shellcheck source=lib/load.sh
source "${BASH_SOURCE[0]%/*}/lib/load.sh"

SENDER=$PROJECT/tests/Load/bin/Release/net10.0/Moderation.Load.dll

usage() {
  cat <<'USAGE'
./infra/fill.sh           send 300 comments, written for the demo's articles, to the system that infra/run.sh started
./infra/fill.sh COUNT     send the first COUNT of them

Replies are taken only to what is published: approve some, then run it again. Nothing is sent twice: what a
system has had already stays as it is. MODERATION_RUN_DIR names the system (.run).
USAGE
}

# build_sender: unless it is there already, and newer than all that it is made of.
build_sender() {
  if [[ -f $SENDER ]] && ! is_changed; then return 0; fi
  dotnet build "$PROJECT/tests/Load" --configuration Release -nodeReuse:false -p:UseSharedCompilation=false \
    > "$RUN_DIR/logs/fill-build.log" 2>&1 < /dev/null ||
    fail "the sender does not build." "mend what the log says, then try again." "$RUN_DIR/logs/fill-build.log"
}

is_changed() {
  find "$PROJECT"/{tests/Load,services/ArticleSite/Articles,Directory.Build.props,Directory.Packages.props,global.json} \
    \( -name bin -o -name obj \) -prune -o -type f -newer "$SENDER" -print -quit | grep -q .
}

# send_comments [COUNT]: progress goes to the terminal, the report of what was sent and where it ended to a log.
send_comments() {
  local log=$RUN_DIR/logs/fill.log
  dotnet exec "$SENDER" --newspaper --addresses "$RUN_DIR/addresses.env" ${1:+--count "$1"} > "$log" ||
    fail "not every comment has reached its queue." "look into the log, then try again: nothing is sent twice." "$log"
}

show_what_to_do() {
  # shellcheck source=/dev/null
  source "$RUN_DIR/addresses.env"
  cat <<NEXT

  The queue        $MODERATOR_URL
                   Sign in as $MODERATOR_USER with $MODERATOR_PASSWORD. Press ? for the keys: a approves, r rejects, u takes back.
                   "Nghi ngờ" holds what the model or a rule minds: insults, numbers, links, one text sent five times.
  The newspaper    $SITE_URL
                   What you approve stands under its article after five seconds. Replies are taken only to what stands there:
                   send the comments once more for the replies to what you approved.
NEXT
}

case "${1:-} $#" in
  '--help 1')
    usage
    exit
    ;;
  ' 0' | [1-9]*' 1') ;;
  *) usage_error "unknown arguments: $*" "$0" ;;
esac
[[ ${1:-1} =~ ^[0-9]+$ ]] || usage_error "COUNT is not a number: $1" "$0"
open_run_dir "${MODERATION_RUN_DIR:-$PROJECT/.run}"
is_running intake || fail "no system runs that could be filled." "start it: ./infra/run.sh --detach"
need_dotnet
step "Building the sender" build_sender
send_comments "${1:-}"
show_what_to_do
