# Ports and names that a system picks once and keeps, so that several can run side by side on one machine.

SERVER_PORTS=(POSTGRES_PORT RABBITMQ_PORT RABBITMQ_MANAGEMENT_PORT RABBITMQ_DISTRIBUTION_PORT EPMD_PORT
  PROMETHEUS_PORT DASHBOARD_PORT DASHBOARD_OTLP_PORT)

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

# load_instance: sets INSTANCE, which names the broker for ever (its data carries the name), and the servers' ports.
load_instance() {
  local name
  unset INSTANCE PORT_BASE "${SERVER_PORTS[@]}"
  if [[ -f $RUN_DIR/instance.env ]]; then
    # shellcheck source=/dev/null
    source "$RUN_DIR/instance.env"
  fi
  : "${INSTANCE:=$(random_hex 4)}"
  for name in "${SERVER_PORTS[@]}"; do
    [[ -n ${!name:-} ]] || printf -v "$name" '%d' "$(free_ports 1)"
  done
  save_instance
}

save_instance() {
  local name
  for name in INSTANCE PORT_BASE "${SERVER_PORTS[@]}"; do
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
