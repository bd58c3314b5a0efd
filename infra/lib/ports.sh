# Ports and names that a system picks once and keeps, so that several can run side by side on one machine.

SERVER_PORTS=(POSTGRES_PORT RABBITMQ_PORT RABBITMQ_MANAGEMENT_PORT RABBITMQ_DISTRIBUTION_PORT EPMD_PORT
  PROMETHEUS_PORT DASHBOARD_PORT DASHBOARD_OTLP_PORT)
REDUNDANT_PORTS=(POSTGRES_2_PORT RABBITMQ_2_PORT RABBITMQ_2_MANAGEMENT_PORT RABBITMQ_2_DISTRIBUTION_PORT
  RABBITMQ_3_PORT RABBITMQ_3_MANAGEMENT_PORT RABBITMQ_3_DISTRIBUTION_PORT)

# port_is_taken PORT: does anything listen there? Reads the kernel's table, since connecting would miss other addresses.
# A row that listens reads "… :PORT REMOTE:0000 0A …", in hexadecimal.
port_is_taken() {
  local port table
  local -a rows
  printf -v port '%04X' "$1"
  for table in /proc/net/tcp /proc/net/tcp6; do
    [[ -r $table ]] || continue
    mapfile -t rows < "$table"
    if [[ "${rows[*]}" =~ :$port\ [0-9A-F]+:0000\ 0A ]]; then return; fi
  done
  return 1
}

# free_ports COUNT: the first of so many in a row, below the range that the kernel gives to outgoing connections.
free_ports() {
  local first offset
  while :; do
    first=$(( 20000 + RANDOM % 10000 ))
    for (( offset = 0; offset < $1; offset++ )); do
      ! port_is_taken $(( first + offset )) || continue 2
    done
    printf '%d' "$first"
    return
  done
}

# load_instance: sets INSTANCE, which names the broker for ever (its data carries the name), the servers' ports, whether there
# are several of each (REDUNDANT), and which PostgreSQL is the PRIMARY.
load_instance() {
  local name wanted=${REDUNDANT:-no}
  REDUNDANT=$wanted PRIMARY=postgres POSTGRES_PARTS=(postgres) RABBITMQ_PARTS=(rabbitmq)
  unset INSTANCE PORT_BASE "${SERVER_PORTS[@]}" "${REDUNDANT_PORTS[@]}"
  if [[ -f $RUN_DIR/instance.env ]]; then
    # shellcheck source=/dev/null
    source "$RUN_DIR/instance.env"
    [[ $wanted == no || $REDUNDANT == yes ]] ||
      fail "the system in $RUN_DIR has one server of each kind." "set MODERATION_RUN_DIR to a new folder."
  fi
  if [[ $REDUNDANT == yes ]]; then
    POSTGRES_PARTS+=(postgres-2)
    RABBITMQ_PARTS+=(rabbitmq-2 rabbitmq-3)
  fi
  : "${INSTANCE:=$(random_hex 4)}"
  for name in $(server_ports); do
    [[ -n ${!name:-} ]] || printf -v "$name" '%d' "$(free_ports 1)"
  done
  save_instance
}

server_ports() {
  printf '%s ' "${SERVER_PORTS[@]}"
  if [[ $REDUNDANT == yes ]]; then printf '%s ' "${REDUNDANT_PORTS[@]}"; fi
}

save_instance() {
  local name
  for name in INSTANCE REDUNDANT PRIMARY PORT_BASE $(server_ports); do
    [[ -z ${!name:-} ]] || printf "%s='%s'\n" "$name" "${!name}"
  done > "$RUN_DIR/instance.env"
}

# renew_taken_ports NAME…: a kept port that somebody else took meanwhile is replaced; nobody outside knows it.
renew_taken_ports() {
  local name
  for name in "$@"; do
    ! port_is_taken "${!name}" || printf -v "$name" '%d' "$(free_ports 1)"
  done
  save_instance
}
