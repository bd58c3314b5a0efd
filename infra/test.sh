#!/usr/bin/env bash
# Brings up what the tests need and runs them.
set -euo pipefail
# shellcheck source=lib/load.sh
source "${BASH_SOURCE[0]%/*}/lib/load.sh"
# shellcheck source=lib/tests.sh
source "$PROJECT/infra/lib/tests.sh"

usage() {
  cat <<'USAGE'
./infra/test.sh            start a private PostgreSQL and RabbitMQ, run every test, stop them again
./infra/test.sh NAME…      run these projects only, for example Moderator.Tests
./infra/test.sh --up       only start PostgreSQL and RabbitMQ and leave them, for `dotnet test` by hand
./infra/test.sh --down     stop them

  --fast     leave out the tests that start the whole system: those in the browser and those of faults
  --long     give the tests of faults their long form, with ten times as many comments
  --seed N   run the tests in the order of an earlier run, which printed this number

Each project is told of when it ends, with its time; the ten slowest tests stand at the end, and the last line is
`N passed, N failed`. A project that crashes or runs no test counts as one failed.
USAGE
}

# open_parts: settings and secrets of the two servers that tests use; RUN_DIR is a folder beside the system's own.
open_parts() {
  open_run_dir "${MODERATION_RUN_DIR:-$PROJECT/.run}"
  open_run_dir "$RUN_DIR/test"
  take_turn
  need_packages test
  load_instance
  keep_secrets "$RUN_DIR/secrets.env" random_password POSTGRES_PASSWORD RABBITMQ_OPERATOR_PASSWORD \
    RABBITMQ_PASSWORD_INTAKE RABBITMQ_PASSWORD_CLASSIFIER RABBITMQ_PASSWORD_MODERATOR RABBITMQ_PASSWORD_PUBLISHER \
    RABBITMQ_PASSWORD_MONITORING
  RABBITMQ_VHOST=/
  open_data_dir
}

start_parts() {
  launch_part rabbitmq
  launch_part postgres
  step PostgreSQL await_postgres postgres
  step RabbitMQ await_rabbitmq rabbitmq
  write_parts
}

# write_parts: what tests read when the same variables are not set.
write_parts() {
  own_file '' "$RUN_DIR/parts.env" <<PARTS
MODERATION_TEST_POSTGRES='Host=127.0.0.1;Port=$POSTGRES_PORT;Database=postgres;Username=postgres;Password=$POSTGRES_PASSWORD'
MODERATION_TEST_RABBITMQ='amqp://operator:$RABBITMQ_OPERATOR_PASSWORD@127.0.0.1:$RABBITMQ_PORT/'
MODERATION_TEST_RABBITMQ_MANAGEMENT='http://operator:$RABBITMQ_OPERATOR_PASSWORD@127.0.0.1:$RABBITMQ_MANAGEMENT_PORT'
PARTS
}

# at_end: stops the servers, unless somebody had started them before.
at_end() {
  local code=$?
  trap '' INT TERM HUP PIPE
  trap - EXIT
  # The terminal may be gone: what cannot be said must not keep the rest from being stopped.
  set +e
  end_projects >&2
  if [[ $STOP_AT_END == yes ]]; then stop_parts >&2; fi
  exit "$code"
}

stop_parts() {
  stop_together postgres rabbitmq
  stop_together epmd
  rm -f -- "$RUN_DIR/parts.env"
}

# read_arguments ARGUMENT…: sets what tests are run, and how.
read_arguments() {
  local fast=no
  local -a names=()
  SEED=$(( SRANDOM % 2147483647 ))
  while (( $# )); do
    case $1 in
      --fast) fast=yes ;;
      --long) export MODERATION_TEST_LENGTH=long ;;
      --seed)
        [[ ${2:-} =~ ^[0-9]{1,10}$ ]] || usage_error "--seed needs a number" "$0"
        SEED=$2
        shift
        ;;
      -*) usage_error "unknown argument: $1" "$0" ;;
      *) names+=("$1") ;;
    esac
    shift
  done
  find_tests "$fast" "${names[@]}"
}

STOP_AT_END=no
trap at_end EXIT
trap 'exit 130' INT
trap 'exit 143' TERM
trap 'exit 129' HUP
trap 'exit 141' PIPE
case ${1:-} in
  --help) usage ;;
  --up)
    open_parts
    is_any_part_running || STOP_AT_END=yes
    start_parts
    STOP_AT_END=no
    say "Ready: $RUN_DIR/parts.env"
    ;;
  --down)
    open_run_dir "${MODERATION_RUN_DIR:-$PROJECT/.run}/test"
    take_turn
    step "Stopping" stop_parts
    ;;
  *)
    read_arguments "$@"
    open_parts
    is_any_part_running || STOP_AT_END=yes
    start_parts
    end_turn
    run_tests
    ;;
esac
