# The five services: where each listens, where it is watched, and the configuration it gets. Settings are environment variables.

SERVICES=(intake classifier moderator publisher site)
declare -A PROJECTS=(
  [intake]=Intake [classifier]=Classifier [moderator]=Moderator [publisher]=Publisher [site]=ArticleSite
)
declare -A PORTS URLS OPERATIONS_PORTS

# choose_service_ports: sets PORTS, URLS and, right behind them, OPERATIONS_PORTS, from PORT_BASE on, which is kept.
choose_service_ports() {
  local service port
  PORT_BASE=${PORT_BASE:-}
  case ${MODERATION_PORT_BASE:-} in
    '') PORT_BASE=${PORT_BASE:-5101} ;;
    free) PORT_BASE=${PORT_BASE:-$(free_ports $(( 2 * ${#SERVICES[@]} )))} ;;
    [1-9][0-9][0-9][0-9] | [1-5][0-9][0-9][0-9][0-9]) PORT_BASE=$MODERATION_PORT_BASE ;;
    *) fail "MODERATION_PORT_BASE is '$MODERATION_PORT_BASE'." "set it to a port between 1000 and 59999, or to the word free." ;;
  esac
  save_instance
  port=$PORT_BASE
  for service in "${SERVICES[@]}"; do
    PORTS[$service]=$port
    URLS[$service]=http://127.0.0.1:$port
    OPERATIONS_PORTS[$service]=$(( port + ${#SERVICES[@]} ))
    port=$(( port + 1 ))
  done
}

# configure SERVICE: exports the configuration of one service; meant for a subshell.
configure() {
  local password=DATABASE_PASSWORD_${1^^} broker_password=RABBITMQ_PASSWORD_${1^^}
  export ASPNETCORE_ENVIRONMENT=Development DOTNET_gcServer=0
  export ASPNETCORE_URLS=${URLS[$1]} ASPNETCORE_CONTENTROOT=$BUILD_DIR/${PROJECTS[$1]}
  export Operations__Port=${OPERATIONS_PORTS[$1]}
  tell_dashboard
  if has_broker_user "$1"; then
    export ConnectionStrings__RabbitMq
    ConnectionStrings__RabbitMq=$(broker_address "$1" "${!broker_password}")
  fi
  if has_database "$1"; then
    export ConnectionStrings__Database
    ConnectionStrings__Database=$(database_address "$1" "$1" "${!password}")
  fi
  case $1 in
    intake)
      export Intake__PublicUrl=${URLS[intake]} Site__Policy=trusted-local
      export Keys__Phone=$KEY_PHONE Keys__Author=$KEY_AUTHOR Keys__Tracking=$KEY_TRACKING
      export Keys__Challenge=$KEY_CHALLENGE Operation__Key=$KEY_OPERATION_INTAKE
      export Push__Key=$KEY_PUSH Push__Contact=mailto:bientap@localhost
      export Embed__PublisherUrl=${URLS[publisher]} Embed__Likes=true Site__Origins__0=${URLS[site]}
      # All readers of a demo share this machine's address, and load is sent at a few articles.
      export Limits__Address__Count=${Limits__Address__Count:-100000} Limits__Article__Count=${Limits__Article__Count:-100000}
      export Limits__Site__Count=${Limits__Site__Count:-100000}
      ;;
    classifier)
      export Operation__Key=$KEY_OPERATION_CLASSIFIER
      export Moderator__Url=${URLS[moderator]} Moderator__Key=$KEY_OPERATION_MODERATOR
      ;;
    moderator)
      export Operation__Key=$KEY_OPERATION_MODERATOR
      export Classifier__Url=${URLS[classifier]} Classifier__Key=$KEY_OPERATION_CLASSIFIER
      export DataProtection__Key=$KEY_COOKIES_MODERATOR
      export Publisher__Url=${URLS[publisher]} Publisher__Key=$KEY_OPERATION
      export Intake__Url=${URLS[intake]} Intake__Key=$KEY_OPERATION_INTAKE
      local watched
      for watched in "${SERVICES[@]}"; do
        export "Flow__${PROJECTS[$watched]#Article}=http://127.0.0.1:${OPERATIONS_PORTS[$watched]}"
      done
      export Flow__RabbitMq
      : "${Flow__RabbitMq=http://monitoring:$RABBITMQ_PASSWORD_MONITORING@$(rabbitmq_hosts MANAGEMENT)/$RABBITMQ_VHOST}"
      ;;
    publisher)
      export Operation__Key=$KEY_OPERATION Webhooks__Key=$KEY_WEBHOOKS
      export Fragments__IntakeUrl=${URLS[intake]}
      export Feeds__CommentUrl=${URLS[site]}'/bai-viet/{articleId}#bl-{commentId}'
      export Webhooks__Endpoints__0__Name=site Webhooks__Endpoints__0__Url=${URLS[site]}/webhooks/comments
      export Webhooks__Endpoints__0__Secret=$WEBHOOK_SECRET Webhooks__Endpoints__0__AllowPrivateAddresses=true
      # The site passes likes on, and says whose.
      export Likes__Key=$KEY_LIKES Proxies__0=127.0.0.1
      ;;
    site)
      export Intake__Url=${URLS[intake]} Webhook__Secret=$WEBHOOK_SECRET Site__PublisherUrl=${URLS[publisher]}
      export Publisher__Url=${URLS[publisher]} Site__IntakeUrl=${URLS[intake]}
      export DataProtection__Key=$KEY_COOKIES_SITE
      ;;
  esac
}

# broker_address USER PASSWORD: of several nodes, each shows a certificate.
broker_address() {
  local scheme=amqp authority=
  if [[ $REDUNDANT == yes ]]; then scheme=amqps authority=?cacertfile=$DATA_DIR/tls/ca.crt; fi
  printf '%s://%s:%s@%s/%s%s' "$scheme" "$1" "$2" "$(rabbitmq_hosts)" "$RABBITMQ_VHOST" "$authority"
}

# database_address DATABASE ROLE PASSWORD
database_address() {
  printf 'Host=%s;Database=%s;Username=%s;Password=%s' "$(postgres_hosts)" "$@"
  if [[ $REDUNDANT == yes ]]; then printf ';SSL Mode=VerifyFull;Root Certificate=%s' "$DATA_DIR/tls/ca.crt"; fi
}

# check_service_port SERVICE: people know the services' ports, so a taken one is said, not replaced.
check_service_port() {
  local port
  ! is_running "$1" || return 0
  for port in "${PORTS[$1]}" "${OPERATIONS_PORTS[$1]}"; do
    ! port_is_taken "$port" ||
      fail "port $port, which $1 needs, is taken by another program." \
        "end that program, or choose ten other ports in a row: MODERATION_PORT_BASE=6101 $0"
  done
}

# migrate_service SERVICE: brings its database up to date as the owner, once for each build. The service itself may not.
migrate_service() (
  local owner_password=OWNER_PASSWORD_${1^^} mark=$DATA_DIR/migrated-$1 log=$RUN_DIR/logs/$1-migrations.log
  [[ ! -f $mark || $(< "$mark") != "$BUILD_DIR" ]] || exit 0
  configure "$1"
  ConnectionStrings__Database=$(database_address "$1" "$1_owner" "${!owner_password}")
  dotnet "$ASPNETCORE_CONTENTROOT/Moderation.${PROJECTS[$1]}.dll" --Migrations:Only=true > "$log" 2>&1 < /dev/null ||
    fail "the database of $1 could not be brought up to date." "mend what the log says, then try again." "$log"
  printf '%s\n' "$BUILD_DIR" > "$mark"
)

# migrate_services: all at once, since each spends most of its time starting.
migrate_services() {
  local service migration failed=no
  local -a migrations=()
  for service in "${DATABASES[@]}"; do
    migrate_service "$service" &
    migrations+=($!)
  done
  for migration in "${migrations[@]}"; do wait "$migration" || failed=yes; done
  [[ $failed == no ]] || exit 1
}

# move_clock: of what is started next, as far as MODERATION_CLOCK says; time goes on at its pace.
move_clock() {
  local library
  [[ -n ${MODERATION_CLOCK:-} ]] || return 0
  library=$(find /usr/lib -name libfaketimeMT.so.1 -print -quit)
  [[ -n $library ]] || fail "no clock can be moved here." "install Debian's package libfaketime."
  export LD_PRELOAD=$library FAKETIME=$MODERATION_CLOCK FAKETIME_DONT_FAKE_MONOTONIC=1
}

launch_service() (
  configure "$1"
  move_clock
  launch "$1" '' "$ASPNETCORE_CONTENTROOT" dotnet "$ASPNETCORE_CONTENTROOT/Moderation.${PROJECTS[$1]}.dll"
)

# runs_this_build PART: whether its process, if it is a service, was started from BUILD_DIR.
runs_this_build() {
  [[ -z ${PROJECTS[$1]:-} ]] || grep -qsaF -- "$BUILD_DIR/${PROJECTS[$1]}/" "/proc/$(< "$RUN_DIR/pids/$1")/cmdline"
}

# running_build SERVICE: sets BUILD_DIR to the build that its process was started from.
running_build() {
  BUILD_DIR=$(tr '\0' '\n' < "/proc/$(< "$RUN_DIR/pids/$1")/cmdline" | grep -F "/Moderation.${PROJECTS[$1]}.dll")
  BUILD_DIR=${BUILD_DIR%/*/*}
}

# run_verb SERVICE VERB…: one of the service's command line verbs, in the caller's folder, with its configuration.
run_verb() (
  configure "$1"
  exec dotnet "$ASPNETCORE_CONTENTROOT/Moderation.${PROJECTS[$1]}.dll" "${@:2}"
)

answers_ready() { bash "$PROJECT/infra/lib/ready.sh" "${PORTS[$1]}"; }

answers_ready_or_ended() { answers_ready "$1" || is_gone "$1"; }

await_service() {
  if ! wait_until 120 answers_ready_or_ended "$1"; then
    fail "$1 has not become ready in two minutes." "look into the log, or ask it: ${URLS[$1]}/health/ready" "$RUN_DIR/logs/$1.log"
  elif is_gone "$1"; then
    fail "$1 ended while it was starting." "mend what the log says, then try again." "$RUN_DIR/logs/$1.log"
  fi
}
