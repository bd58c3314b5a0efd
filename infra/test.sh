#!/usr/bin/env bash
# Brings up what the tests need and runs them.
set -euo pipefail
# shellcheck source=lib/load.sh
source "${BASH_SOURCE[0]%/*}/lib/load.sh"

usage() {
  cat <<'USAGE'
./infra/test.sh            start a private PostgreSQL and RabbitMQ, run every test, stop them again
./infra/test.sh NAME…      run these projects only, for example Moderator.Tests
./infra/test.sh --up       only start PostgreSQL and RabbitMQ and leave them, for `dotnet test` by hand
./infra/test.sh --down     stop them
USAGE
}

# open_parts: settings and secrets of the two servers that tests use; RUN_DIR is a folder beside the system's own.
open_parts() {
  open_run_dir "${MODERATION_RUN_DIR:-$PROJECT/.run}"
  open_run_dir "$RUN_DIR/test"
  take_turn
  need_packages test
  load_instance
  local name
  for name in POSTGRES_PASSWORD RABBITMQ_PASSWORD RABBITMQ_OPERATOR_PASSWORD; do
    keep_secret "$RUN_DIR/secrets.env" "$name" random_hex 16
  done
  RABBITMQ_VHOST=/
  open_data_dir
}

start_parts() {
  if ! is_running rabbitmq; then
    renew_taken_ports RABBITMQ_PORT RABBITMQ_MANAGEMENT_PORT RABBITMQ_DISTRIBUTION_PORT EPMD_PORT
    launch_rabbitmq
  fi
  if ! is_running postgres; then
    renew_taken_ports POSTGRES_PORT
    launch_postgres
  fi
  step "Starting PostgreSQL" await_postgres
  step "Starting RabbitMQ" await_rabbitmq
  write_parts
}

# write_parts: what tests read when the same variables are not set.
write_parts() {
  (umask 077 && cat > "$RUN_DIR/parts.env") <<PARTS
MODERATION_TEST_POSTGRES='Host=127.0.0.1;Port=$POSTGRES_PORT;Database=postgres;Username=postgres;Password=$POSTGRES_PASSWORD'
MODERATION_TEST_RABBITMQ='amqp://operator:$RABBITMQ_OPERATOR_PASSWORD@127.0.0.1:$RABBITMQ_PORT/'
MODERATION_TEST_RABBITMQ_MANAGEMENT='http://operator:$RABBITMQ_OPERATOR_PASSWORD@127.0.0.1:$RABBITMQ_MANAGEMENT_PORT'
PARTS
}

stop_parts() {
  ask_to_stop rabbitmq
  ask_to_stop postgres INT
  finish postgres 30
  finish rabbitmq 30
  ask_to_stop epmd
  finish epmd 5
  rm -f -- "$RUN_DIR/parts.env"
}

case ${1:-} in
  --help) usage ;;
  --up)
    open_parts
    start_parts
    say "Ready: $RUN_DIR/parts.env"
    ;;
  --down)
    open_run_dir "${MODERATION_RUN_DIR:-$PROJECT/.run}/test"
    stop_parts
    ;;
  *) usage_error "unknown argument: $1" ./infra/test.sh ;;
esac
