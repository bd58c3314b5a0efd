# A private RabbitMQ on loopback, or a cluster of three nodes, with a port mapper of its own: Erlang would leave a shared one
# behind.

# Room that a node keeps free.
RABBITMQ_DISK=200MB

# rabbitmq_port PART [KIND]: KIND is MANAGEMENT or DISTRIBUTION.
rabbitmq_port() {
  local name=${1^^}${2:+_$2}_PORT
  name=${name//-/_}
  printf '%d' "${!name}"
}

# rabbitmq_node PART: its data carry this name.
rabbitmq_node() { printf 'moderation-%s%s@localhost' "$INSTANCE" "${1#rabbitmq}"; }

# rabbitmq_hosts [KIND]: all nodes, as services take them.
rabbitmq_hosts() {
  local part hosts=
  for part in "${RABBITMQ_PARTS[@]}"; do hosts+=,127.0.0.1:$(rabbitmq_port "$part" "${1:-}"); done
  printf '%s' "${hosts:1}"
}

# prepare_rabbitmq PART: writes the settings anew, each start; the users are made from them.
prepare_rabbitmq() {
  local folder=$DATA_DIR/$1
  own_folder rabbitmq "$folder"
  own_file rabbitmq "$folder/rabbitmq.conf" <<SETTINGS
management.tcp.ip = 127.0.0.1
management.tcp.port = $(rabbitmq_port "$1" MANAGEMENT)
vm_memory_high_watermark.absolute = 1GB
disk_free_limit.absolute = $RABBITMQ_DISK
log.file = false
log.console = true
log.console.level = info
$(if [[ $REDUNDANT == yes ]]; then rabbitmq_as_node "$1"; else rabbitmq_alone "$1"; fi)
SETTINGS
  own_file rabbitmq "$folder/enabled_plugins" <<< '[rabbitmq_management].'
  [[ $REDUNDANT == yes ]] || own_file rabbitmq "$folder/definitions.json" <<< "$(rabbitmq_definitions)"
}

rabbitmq_alone() {
  printf 'listeners.tcp.1 = 127.0.0.1:%d\nload_definitions = %s/definitions.json\n' "$(rabbitmq_port "$1")" "$DATA_DIR/$1"
}

# rabbitmq_as_node PART: definitions are imported when all nodes are there. A queue has as many replicas as there were nodes when
# it was declared, and the first node to boot would declare all.
rabbitmq_as_node() {
  local part number=0
  printf '%s\n' 'listeners.tcp = none' "listeners.ssl.1 = 127.0.0.1:$(rabbitmq_port "$1")" \
    "ssl_options.cacertfile = $DATA_DIR/tls/ca.crt" "ssl_options.certfile = $DATA_DIR/tls/server.crt" \
    "ssl_options.keyfile = $DATA_DIR/tls/rabbitmq.key" 'ssl_options.verify = verify_none' \
    'cluster_partition_handling = pause_minority' 'queue_leader_locator = balanced' \
    'cluster_formation.peer_discovery_backend = classic_config'
  for part in "${RABBITMQ_PARTS[@]}"; do
    printf 'cluster_formation.classic_config.nodes.%d = %s\n' $(( ++number )) "$(rabbitmq_node "$part")"
  done
}

# renew_definitions: a server that runs already has read those of an earlier build.
renew_definitions() {
  local folder=$DATA_DIR/rabbitmq log=$RUN_DIR/logs/definitions.log
  [[ ! -f $folder/definitions.json || $(rabbitmq_definitions) != "$(< "$folder/definitions.json")" ]] || return 0
  own_file rabbitmq "$folder/definitions.json.new" <<< "$(rabbitmq_definitions)"
  rabbitmq_control rabbitmq \
    import_definitions "$folder/definitions.json.new" > "$log" 2>&1 ||
    fail "RabbitMQ did not take its new users and queues." "mend what the log says, then try again." "$log"
  mv -- "$folder/definitions.json.new" "$folder/definitions.json"
}

# rabbitmq_control PART VERB…
rabbitmq_control() (
  cd /
  as_user rabbitmq env HOME="$DATA_DIR/$1" RABBITMQ_CONF_ENV_FILE=/dev/null ERL_EPMD_PORT="$EPMD_PORT" \
    RABBITMQ_NODENAME="$(rabbitmq_node "$1")" /usr/lib/rabbitmq/bin/rabbitmqctl "${@:2}"
)

# fill_rabbitmq_disk PART: a node takes its disk for full when there is less room than it wants to keep.
fill_rabbitmq_disk() { rabbitmq_control "$1" set_disk_free_limit 1000000GB > /dev/null; }

free_rabbitmq_disk() { rabbitmq_control "$1" set_disk_free_limit "$RABBITMQ_DISK" > /dev/null; }

# keep_cookie PART: nodes know one another by it. One that stands alone makes its own.
keep_cookie() {
  local first=$DATA_DIR/rabbitmq/.erlang.cookie cookie=$DATA_DIR/$1/.erlang.cookie
  if [[ $REDUNDANT != yes || -f $cookie ]]; then return; fi
  if [[ ! -f $first ]]; then
    own_folder rabbitmq "$DATA_DIR/rabbitmq"
    own_file rabbitmq "$first" <<< "$(random_password)"
  fi
  [[ $1 == rabbitmq ]] || own_file rabbitmq "$cookie" < "$first"
}

# launch_rabbitmq PART: RUNNING_UNDER_SYSTEMD makes the start script become the server instead of watching over it.
launch_rabbitmq() {
  local folder=$DATA_DIR/$1
  prepare_rabbitmq "$1"
  keep_cookie "$1"
  is_running epmd || launch epmd rabbitmq / epmd -address 127.0.0.1 -port "$EPMD_PORT"
  launch "$1" rabbitmq / env HOME="$folder" RUNNING_UNDER_SYSTEMD=true \
    ERL_EPMD_PORT="$EPMD_PORT" ERL_EPMD_ADDRESS=127.0.0.1 \
    RABBITMQ_NODENAME="$(rabbitmq_node "$1")" RABBITMQ_DIST_PORT="$(rabbitmq_port "$1" DISTRIBUTION)" \
    RABBITMQ_CONF_ENV_FILE=/dev/null RABBITMQ_CONFIG_FILE="$folder/rabbitmq.conf" RABBITMQ_CONFIG_FILES="$folder/conf.d" \
    RABBITMQ_ADVANCED_CONFIG_FILE="$folder/advanced.config" RABBITMQ_ENABLED_PLUGINS_FILE="$folder/enabled_plugins" \
    RABBITMQ_MNESIA_BASE="$folder/mnesia" RABBITMQ_LOG_BASE="$folder" RABBITMQ_LOGS=- \
    RABBITMQ_SCHEDULER_BIND_TYPE=u \
    RABBITMQ_SERVER_ADDITIONAL_ERL_ARGS="$RABBITMQ_ERLANG" \
    /usr/lib/rabbitmq/bin/rabbitmq-server
}

# A node that says nothing for NET_TICK_TIME seconds is taken for lost by the others; Erlang's own is 60.
NET_TICK_TIME=20
RABBITMQ_ERLANG="-kernel inet_dist_use_interface {127,0,0,1} net_ticktime $NET_TICK_TIME +sbwt none +sbwtdcpu none +sbwtdio none"

# rabbitmq_answers PART: it opens this port last, when everything else is up.
rabbitmq_answers() { port_is_taken "$(rabbitmq_port "$1")"; }

rabbitmq_answers_or_ended() { rabbitmq_answers "$1" || is_gone "$1"; }

await_rabbitmq() {
  if ! wait_until 180 rabbitmq_answers_or_ended "$1" || is_gone "$1"; then
    fail "RabbitMQ did not start." "mend what the log says, then try again." "$RUN_DIR/logs/$1.log"
  fi
}
