# The whole system: PostgreSQL, RabbitMQ and the five services, started in the order in which they need one another.

PARTS=(postgres rabbitmq "${SERVICES[@]}")

is_part() { [[ " ${PARTS[*]} " == *" $1 "* ]]; }

# Of a redundant system, which begins with --redundant.
is_further_part() { [[ " postgres-2 rabbitmq-2 rabbitmq-3 " == *" $1 "* ]]; }

# open_system: everything that a start, a verb or a single part must know about this system.
open_system() {
  open_run_dir "${MODERATION_RUN_DIR:-$PROJECT/.run}"
  take_turn
  need_packages run
  load_instance
  PARTS=("${POSTGRES_PARTS[@]}" "${RABBITMQ_PARTS[@]}" "${SERVICES[@]}")
  choose_service_ports
  make_secrets "$RUN_DIR/secrets.env"
  RABBITMQ_VHOST=moderation
  open_data_dir
  [[ $REDUNDANT == no ]] || make_certificates
}

# start_system: RabbitMQ takes longest, so it boots while the rest is made ready.
start_system() {
  local service part
  [[ $OBSERVE == no ]] || start_observers
  for part in "${RABBITMQ_PARTS[@]}"; do launch_part "$part"; done
  launch_part "$PRIMARY"
  step PostgreSQL await_postgres "$PRIMARY"
  for part in "${POSTGRES_PARTS[@]}"; do
    [[ $part != "$PRIMARY" ]] || continue
    launch_part "$part"
    step "PostgreSQL's standby" await_postgres "$part"
  done
  step Databases create_databases
  [[ -d $BUILD_DIR ]] || step "Building the services" build_services
  stop_outdated "${SERVICES[@]}"
  step Tables migrate_services
  for part in "${RABBITMQ_PARTS[@]}"; do step RabbitMQ await_rabbitmq "$part"; done
  renew_definitions
  for service in "${SERVICES[@]}"; do launch_part "$service"; done
  [[ -e $DATA_DIR/first-moderator ]] || step "First moderator" add_first_moderator
  for service in "${SERVICES[@]}"; do step "${PROJECTS[$service]}" await_service "$service"; done
  write_addresses
}

# stop_outdated PART…: services that run from another build make way for BUILD_DIR's.
stop_outdated() {
  local part
  local -a outdated=()
  for part in "$@"; do
    if is_running "$part" && ! runs_this_build "$part"; then outdated+=("$part"); fi
  done
  if (( ${#outdated[@]} )); then
    say "Started anew, for they run from another build: ${outdated[*]}"
    step "Stopping them" stop_together "${outdated[@]}"
  fi
}

# launch_part PART: unless it runs already.
launch_part() {
  if is_running "$1"; then return; fi
  case $1 in
    postgres)
      [[ $REDUNDANT == yes ]] || renew_taken_ports POSTGRES_PORT
      launch_postgres "$1"
      ;;
    rabbitmq)
      [[ $REDUNDANT == yes ]] || renew_taken_ports RABBITMQ_PORT RABBITMQ_MANAGEMENT_PORT RABBITMQ_DISTRIBUTION_PORT
      is_running epmd || renew_taken_ports EPMD_PORT
      launch_rabbitmq "$1"
      ;;
    postgres-*) launch_postgres "$1" ;;
    rabbitmq-*) launch_rabbitmq "$1" ;;
    *)
      check_service_port "$1"
      ! has_database "$1" || ! postgres_answers || migrate_service "$1"
      launch_service "$1"
      ;;
  esac
}

await_part() {
  case $1 in
    postgres* | rabbitmq*) "await_${1%%-*}" "$1" ;;
    *) await_service "$1" ;;
  esac
}

# stop_together PROCESS…: asks all, then waits for all. PostgreSQL's polite stop is INT: TERM waits for its clients.
stop_together() {
  local name
  for name in "$@"; do
    if [[ $name == postgres* ]]; then ask_to_stop "$name" INT; else ask_to_stop "$name" TERM; fi
  done
  for name in "$@"; do finish "$name" 40; done
}

# stop_system: services first, so that they finish what they hold.
stop_system() {
  stop_together "${SERVICES[@]}"
  stop_together "${OBSERVERS[@]}"
  stop_together postgres rabbitmq postgres-2 rabbitmq-2 rabbitmq-3
  stop_together epmd
  leave_small_disks
}

# is_any_part_running: also after a crash of the script that started it.
is_any_part_running() {
  local part
  for part in "${PARTS[@]}" postgres-2 rabbitmq-2 rabbitmq-3; do
    if is_running "$part"; then return 0; fi
  done
  return 1
}

# is_system_running: all of it, from BUILD_DIR.
is_system_running() {
  local part
  for part in "${PARTS[@]}"; do
    if ! is_running "$part" || ! runs_this_build "$part"; then return 1; fi
  done
}

# watch_system: until somebody stops it; says when a part ends by itself.
watch_system() {
  local part
  local -A told=()
  while is_any_part_running; do
    for part in "${PARTS[@]}"; do
      if is_running "$part"; then
        unset "told[$part]"
      elif is_recorded "$part" && [[ -z ${told[$part]:-} ]]; then
        told[$part]=yes
        printf '\n%s has ended by itself. The last lines of its log, %s:\n' "$part" "$RUN_DIR/logs/$part.log"
        show_end "$RUN_DIR/logs/$part.log"
        printf 'Start it again from another terminal: %s --start-part %s\n' "$0" "$part"
      fi
    done
    sleep 1 &
    wait $! || true
  done
}
