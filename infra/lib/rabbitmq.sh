# A private RabbitMQ on loopback, with a port mapper of its own: Erlang would leave a shared one behind.

# prepare_rabbitmq: writes the settings anew, each start; the users are made from them.
prepare_rabbitmq() {
  local folder=$DATA_DIR/rabbitmq
  own_folder rabbitmq "$folder"
  own_file rabbitmq "$folder/rabbitmq.conf" <<SETTINGS
listeners.tcp.1 = 127.0.0.1:$RABBITMQ_PORT
management.tcp.ip = 127.0.0.1
management.tcp.port = $RABBITMQ_MANAGEMENT_PORT
load_definitions = $folder/definitions.json
vm_memory_high_watermark.absolute = 1GB
disk_free_limit.absolute = 200MB
log.file = false
log.console = true
log.console.level = info
SETTINGS
  own_file rabbitmq "$folder/enabled_plugins" <<< '[rabbitmq_management].'
  own_file rabbitmq "$folder/definitions.json" <<< "$(rabbitmq_definitions)"
}

# renew_definitions: a server that runs already has read those of an earlier build.
renew_definitions() {
  local folder=$DATA_DIR/rabbitmq log=$RUN_DIR/logs/definitions.log
  [[ $(rabbitmq_definitions) != "$(< "$folder/definitions.json")" ]] || return 0
  own_file rabbitmq "$folder/definitions.json" <<< "$(rabbitmq_definitions)"
  (cd / && as_user rabbitmq env HOME="$folder" RABBITMQ_CONF_ENV_FILE=/dev/null ERL_EPMD_PORT="$EPMD_PORT" \
    RABBITMQ_NODENAME="moderation-$INSTANCE@localhost" /usr/lib/rabbitmq/bin/rabbitmqctl \
    import_definitions "$folder/definitions.json") > "$log" 2>&1 ||
    fail "RabbitMQ did not take its new users and queues." "mend what the log says, then try again." "$log"
}

# launch_rabbitmq: RUNNING_UNDER_SYSTEMD makes the start script become the server instead of watching over it.
launch_rabbitmq() {
  local folder=$DATA_DIR/rabbitmq
  prepare_rabbitmq
  is_running epmd || launch epmd rabbitmq / epmd -address 127.0.0.1 -port "$EPMD_PORT"
  launch rabbitmq rabbitmq / env HOME="$folder" RUNNING_UNDER_SYSTEMD=true \
    ERL_EPMD_PORT="$EPMD_PORT" ERL_EPMD_ADDRESS=127.0.0.1 \
    RABBITMQ_NODENAME="moderation-$INSTANCE@localhost" RABBITMQ_DIST_PORT="$RABBITMQ_DISTRIBUTION_PORT" \
    RABBITMQ_CONF_ENV_FILE=/dev/null RABBITMQ_CONFIG_FILE="$folder/rabbitmq.conf" RABBITMQ_CONFIG_FILES="$folder/conf.d" \
    RABBITMQ_ADVANCED_CONFIG_FILE="$folder/advanced.config" RABBITMQ_ENABLED_PLUGINS_FILE="$folder/enabled_plugins" \
    RABBITMQ_MNESIA_BASE="$folder/mnesia" RABBITMQ_LOG_BASE="$folder" RABBITMQ_LOGS=- \
    RABBITMQ_SCHEDULER_BIND_TYPE=u \
    RABBITMQ_SERVER_ADDITIONAL_ERL_ARGS='-kernel inet_dist_use_interface {127,0,0,1} +sbwt none +sbwtdcpu none +sbwtdio none' \
    /usr/lib/rabbitmq/bin/rabbitmq-server
}

# rabbitmq_answers: it opens this port last, when everything else is up.
rabbitmq_answers() { port_is_taken "$RABBITMQ_PORT"; }

rabbitmq_answers_or_ended() { rabbitmq_answers || is_gone rabbitmq; }

await_rabbitmq() {
  if ! wait_until 120 rabbitmq_answers_or_ended || is_gone rabbitmq; then
    fail "RabbitMQ did not start." "mend what the log says, then try again." "$RUN_DIR/logs/rabbitmq.log"
  fi
}
