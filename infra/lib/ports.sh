# Ports and names that a system picks once and keeps, so that several can run side by side on one machine.

SERVER_PORTS=(POSTGRES_PORT RABBITMQ_PORT RABBITMQ_MANAGEMENT_PORT RABBITMQ_DISTRIBUTION_PORT EPMD_PORT)

# port_is_taken PORT: does anything listen there? Reads the kernel's table, since connecting would miss other addresses.
port_is_taken() {
  local hex
  printf -v hex ':%04X' "$1"
  awk -v port="$hex" '$4 == "0A" && substr($2, length($2) - 4) == port { taken = 1 } END { exit !taken }' \
    /proc/net/tcp /proc/net/tcp6 2>/dev/null
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
