# Ports and names that a system picks once and keeps, so that several can run side by side on one machine.

# port_is_taken PORT: does anything listen there? Reads the kernel's table, since connecting would miss other addresses.
port_is_taken() {
  local hex
  printf -v hex ':%04X' "$1"
  awk -v port="$hex" '$4 == "0A" && substr($2, length($2) - 4) == port { taken = 1 } END { exit !taken }' \
    /proc/net/tcp /proc/net/tcp6 2>/dev/null
}

# free_port: below the range that the kernel gives to outgoing connections.
free_port() {
  local port
  while :; do
    port=$(( 20000 + RANDOM % 10000 ))
    if ! port_is_taken "$port"; then
      printf '%d' "$port"
      return
    fi
  done
}

# load_instance: sets INSTANCE, the broker's name for ever (its data carries it), and the servers' ports.
load_instance() {
  local file=$RUN_DIR/instance.env name
  if [[ -f $file ]]; then
    # shellcheck source=/dev/null
    source "$file"
  fi
  : "${INSTANCE:=$(random_hex 4)}"
  for name in POSTGRES_PORT RABBITMQ_PORT RABBITMQ_MANAGEMENT_PORT RABBITMQ_DISTRIBUTION_PORT EPMD_PORT; do
    [[ -n ${!name:-} ]] || printf -v "$name" '%d' "$(free_port)"
  done
  save_instance
}

save_instance() {
  local name
  for name in INSTANCE POSTGRES_PORT RABBITMQ_PORT RABBITMQ_MANAGEMENT_PORT RABBITMQ_DISTRIBUTION_PORT EPMD_PORT; do
    printf "%s='%s'\n" "$name" "${!name}"
  done > "$RUN_DIR/instance.env"
}

# renew_taken_ports NAME…: a kept port that somebody else took meanwhile is replaced; nobody outside knows it.
renew_taken_ports() {
  local name
  for name in "$@"; do
    if port_is_taken "${!name}"; then
      printf -v "$name" '%d' "$(free_port)"
    fi
  done
  save_instance
}
