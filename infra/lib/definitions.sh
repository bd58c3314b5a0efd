# What is in RabbitMQ, and who may do what there, under run.sh and in containers. The server reads it at each start, before
# anybody can connect: services declare nothing, so that none of them may.

# The messages that each service sends.
declare -A SENDS=(
  [intake]='comment-submitted comment-withdrawn comment-appealed comment-reported comment-erased article-changed'
  [classifier]='comment-classified'
  [moderator]='comment-approved comment-rejected comment-retracted comment-forgotten'
  [publisher]=''
)

# Each queue, named after the service that alone reads it, with the messages that are copied into it.
declare -A QUEUES=(
  [intake-record-decision]='comment-approved comment-rejected comment-retracted'
  [intake-record-erasure]='comment-forgotten'
  [classifier-classify-comment]='comment-submitted'
  [moderator-record-submission]='comment-submitted'
  [moderator-record-scores]='comment-classified'
  [moderator-record-withdrawal]='comment-withdrawn'
  [moderator-record-appeal]='comment-appealed'
  [moderator-record-report]='comment-reported'
  [moderator-erase-comment]='comment-erased'
  [publisher-record-article]='article-changed'
  [publisher-record-decision]='comment-approved comment-retracted comment-withdrawn'
)

# What failed in any queue is read by this service alone, and sent once more by the exchange "replay", into the queue that its
# routing key names.
REPLAYS=moderator

has_broker_user() { [[ -v SENDS[$1] ]]; }

# rabbitmq_definitions: a service writes its own messages and what it sets aside, reads its own queues, and changes nothing; one
# of them also reads what all have set aside, and replays it. "monitoring" sees figures in the management API, and no message.
# Nobody can sign in as "moderation", with whose password former versions let every service do everything.
rabbitmq_definitions() {
  printf '{\n'
  list vhosts "{ \"name\": \"$RABBITMQ_VHOST\" }"
  list users "$(rabbitmq_users)"
  list permissions "$(rabbitmq_permissions)"
  list exchanges "$(rabbitmq_exchanges)"
  list queues "$(rabbitmq_queues)"
  list bindings "$(rabbitmq_bindings)"
  printf '  "parameters": []\n}\n'
}

# list NAME LINES: a member that holds a list, an item a line.
list() { printf '  "%s": [\n%s\n  ],\n' "$1" "$(sed 's/^/    /; $!s/$/,/' <<< "$2")"; }

rabbitmq_users() {
  local service password
  for service in "${!SENDS[@]}"; do
    password=RABBITMQ_PASSWORD_${service^^}
    printf '{ "name": "%s", "password": "%s", "tags": "" }\n' "$service" "${!password}"
  done
  printf '{ "name": "moderation", "password_hash": "", "tags": "" }\n'
  printf '{ "name": "monitoring", "password": "%s", "tags": "monitoring" }\n' "$RABBITMQ_PASSWORD_MONITORING"
  printf '{ "name": "operator", "password": "%s", "tags": "administrator" }\n' "$RABBITMQ_OPERATOR_PASSWORD"
}

rabbitmq_permissions() {
  local service queue
  local -a writes reads
  for service in "${!SENDS[@]}"; do
    read -ra writes <<< "${SENDS[$service]}"
    reads=()
    for queue in "${!QUEUES[@]}"; do
      [[ $service != "$REPLAYS" ]] || reads+=("${queue}_error" "${queue}_skipped")
      [[ $queue == "$service"-* ]] || continue
      writes+=("${queue}_error" "${queue}_skipped")
      reads+=("$queue")
    done
    [[ $service != "$REPLAYS" ]] || writes+=(replay)
    permission "$service" '^$' "$(names "${writes[@]}")" "$(names "${reads[@]}")"
  done
  permission moderation '^$' '^$' '^$'
  permission monitoring '^$' '^$' '^$'
  permission operator '.*' '.*' '.*'
}

permission() {
  printf '{ "user": "%s", "vhost": "%s", "configure": "%s", "write": "%s", "read": "%s" }\n' \
    "$1" "$RABBITMQ_VHOST" "$2" "$3" "$4"
}

# names NAME…: an expression that is true of these alone.
names() {
  local IFS='|'
  printf '^(%s)$' "$*"
}

# queue_names: where messages wait, and where those are set aside that fail or that nobody takes.
queue_names() {
  local queue
  for queue in "${!QUEUES[@]}"; do printf '%s\n' "$queue" "${queue}_error" "${queue}_skipped"; done
}

rabbitmq_exchanges() {
  local name
  # shellcheck disable=SC2068,SC2086
  for name in ${SENDS[@]} $(queue_names); do exchange "$name" fanout; done
  exchange replay direct
}

exchange() {
  printf '{ "name": "%s", "vhost": "%s", "type": "%s", "durable": true, "auto_delete": false, %s }\n' \
    "$1" "$RABBITMQ_VHOST" "$2" '"internal": false, "arguments": {}'
}

# rabbitmq_queues: quorum queues survive a node's loss. RabbitMQ 4 drops a message after 20 deliveries unless told otherwise, and
# nothing may be dropped here, so the limit is out of reach.
rabbitmq_queues() {
  local name
  for name in $(queue_names); do
    printf '{ "name": "%s", "vhost": "%s", "durable": true, "auto_delete": false, "arguments": %s }\n' \
      "$name" "$RABBITMQ_VHOST" '{ "x-queue-type": "quorum", "x-delivery-limit": 1000000 }'
  done
}

# rabbitmq_bindings: from the message to the exchange of each queue that takes it, and from there to the queue; and to each
# queue by its own name what is replayed.
rabbitmq_bindings() {
  local queue message name
  for name in $(queue_names); do binding "$name" queue "$name"; done
  for queue in "${!QUEUES[@]}"; do
    for message in ${QUEUES[$queue]}; do binding "$message" exchange "$queue"; done
    binding replay queue "$queue" "$queue"
  done
}

# binding FROM KIND TO [KEY]
binding() {
  printf '{ "source": "%s", "vhost": "%s", "destination": "%s", "destination_type": "%s", "routing_key": "%s", %s }\n' \
    "$1" "$RABBITMQ_VHOST" "$3" "$2" "${4:-}" '"arguments": {}'
}
