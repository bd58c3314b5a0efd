#!/usr/bin/env bash
# Starts the whole system on this machine.
set -euo pipefail
# shellcheck source=lib/load.sh
source "${BASH_SOURCE[0]%/*}/lib/load.sh"

usage() {
  cat <<'USAGE'
./infra/run.sh                        start everything, stay, and stop it all on Ctrl-C
./infra/run.sh --detach               start everything and return when all of it is ready; what runs from another
                                      build is started anew
./infra/run.sh --observe              the same, with Prometheus and its alert rules, and a dashboard of all traces, figures
                                      and log lines (125 MB from NuGet, fetched then); services are started anew for it
./infra/run.sh --redundant            as --detach, with three nodes of RabbitMQ and two of PostgreSQL, reached by TLS, in a new
                                      MODERATION_RUN_DIR: to try what becomes of the system when one is lost
./infra/run.sh --exec SERVICE VERB…   run a service's command line verb with its configuration
./infra/run.sh --start-part PART      start one part of a system, or start it again
./infra/run.sh --stop-part PART       stop one part
./infra/run.sh --kill-part PART       end one part as a power cut would
./infra/run.sh --hold-part PART       let one part stand still, as on a network that broke, and
./infra/run.sh --release-part PART    go on
./infra/run.sh --fill-disk PART       leave no room on that part's disk (PostgreSQL: for root, who may mount one), and
./infra/run.sh --free-disk PART       make room again
./infra/run.sh --promote PART         let that PostgreSQL of a redundant system take the primary's place
./infra/stop.sh                       stop what runs, also after a crash

  --no-build   before any of these: use the latest build, whatever has changed since

SERVICE is intake, classifier, moderator, publisher or site; PART is one of them, postgres or rabbitmq, and of a
redundant system also postgres-2, rabbitmq-2 or rabbitmq-3.

Environment
  MODERATION_RUN_DIR     where settings, logs and data are kept (.run); another folder is another, separate system
  MODERATION_BUILD       the build to use, whatever there is besides
  MODERATION_CLOCK       by how much the clock of what is started is moved, such as +1h (by Debian's libfaketime)
  MODERATION_PORT_BASE   the first of ten ports in a row, the services' five and those where they are watched (5101),
                         or "free" to pick ten; kept for later starts
USAGE
}

# at_end: a start that fails or is interrupted, and a run in the foreground, leave nothing behind.
at_end() {
  local code=$?
  trap '' INT TERM HUP PIPE
  trap - EXIT
  # The terminal may be gone: what cannot be said must not keep the rest from being stopped.
  set +e
  if [[ $STOP_AT_END == yes ]]; then
    printf '\n\n'
    step "Stopping the system" stop_system
  fi
  exit "$code"
}

start() {
  local detach=$1 service
  open_system
  [[ $OBSERVE == no ]] || need_packages observe
  if is_any_part_running; then
    [[ $detach == yes ]] ||
      fail "the system runs already, or was left behind by a crash." "stop it with ./infra/stop.sh, then try again."
  fi
  for service in "${SERVICES[@]}"; do check_service_port "$service"; done
  is_any_part_running || STOP_AT_END=yes
  choose_build
  ! is_system_running || say "Already running, from this build."
  start_system
  end_turn
  show_addresses
  [[ $OBSERVE == no ]] || show_observers
  if [[ $detach == yes ]]; then
    STOP_AT_END=no
    printf '\n  Running in the background. ./infra/stop.sh stops all of it; what was stored stays.\n'
  else
    printf '\n  Running. Ctrl-C stops all of it; what was stored stays.\n'
    watch_system
  fi
}

# execute SERVICE VERB…: standard output is the verb's alone.
execute() {
  local service=${1,,}
  [[ $service != articlesite ]] || service=site
  [[ -n ${PROJECTS[$service]:-} ]] || wrong_arguments --exec "$@"
  {
    open_system
    choose_build
    if has_database "$service" && ! postgres_answers; then
      fail "the system does not run, and $service needs its database." "start it: ./infra/run.sh --detach"
    fi
    [[ -d $BUILD_DIR ]] || step "Building the services" build_services
    end_turn
  } >&2
  run_verb "$service" "${@:2}"
}

choose_build() {
  if [[ -n ${MODERATION_BUILD:-} ]]; then
    BUILD_DIR=$MODERATION_BUILD
  elif [[ $BUILD == yes ]]; then
    find_build
  else
    newest_build
  fi
}

change_part() {
  local part=$2
  open_system
  is_part "$part" || fail "this system has no $part." "start one with --redundant, in a MODERATION_RUN_DIR of its own."
  case $1 in
    --start-part)
      choose_build
      [[ -d $BUILD_DIR ]] || step "Building the services" build_services
      stop_outdated "$part"
      launch_part "$part"
      # Nodes of a cluster that all stopped wait for one another.
      end_turn
      step "$part is ready" await_part "$part"
      ;;
    --stop-part) step "$part has stopped" stop_together "$part" ;;
    --kill-part) step "$part is killed" kill_now "$part" ;;
    --hold-part) ask_to_stop "$part" STOP ;;
    --release-part) ask_to_stop "$part" CONT ;;
    --fill-disk) step "The disk of $part is full" "fill_${part%%-*}_disk" "$part" ;;
    --free-disk) step "The disk of $part has room" "free_${part%%-*}_disk" "$part" ;;
    --promote) step "$part is the primary" promote_postgres "$part" ;;
  esac
}

wrong_arguments() { usage_error "unknown arguments: $*" "$0"; }

BUILD=yes
OBSERVE=no
STOP_AT_END=no
if [[ ${1:-} == --no-build ]]; then
  BUILD=no
  shift
fi
trap at_end EXIT
trap 'exit 130' INT
trap 'exit 143' TERM
trap 'exit 129' HUP
trap 'exit 141' PIPE
case ${1-in-foreground} in
  in-foreground) start no ;;
  --detach)
    (( $# == 1 )) || wrong_arguments "$@"
    start yes
    ;;
  --observe)
    (( $# == 1 )) || wrong_arguments "$@"
    OBSERVE=yes
    start yes
    ;;
  --exec)
    (( $# > 2 )) || wrong_arguments "$@"
    execute "${@:2}"
    ;;
  --redundant)
    (( $# == 1 )) || wrong_arguments "$@"
    REDUNDANT=yes
    start yes
    ;;
  --promote)
    [[ $# == 2 && ${2:-} == postgres* ]] || wrong_arguments "$@"
    change_part "$@"
    ;;
  --fill-disk | --free-disk)
    [[ $# == 2 && ${2:-} =~ ^(postgres|rabbitmq) ]] || wrong_arguments "$@"
    change_part "$@"
    ;;
  --start-part | --stop-part | --kill-part | --hold-part | --release-part)
    if (( $# != 2 )) || ! { is_part "$2" || is_further_part "$2"; }; then wrong_arguments "$@"; fi
    change_part "$@"
    ;;
  --help) usage ;;
  *) wrong_arguments "$@" ;;
esac
