# The five services: where each listens and the configuration it gets. Settings are environment variables.

SERVICES=(intake classifier moderator publisher site)

# project_of SERVICE
project_of() {
  case $1 in
    intake) printf Intake ;;
    classifier) printf Classifier ;;
    moderator) printf Moderator ;;
    publisher) printf Publisher ;;
    site) printf ArticleSite ;;
    *) return 1 ;;
  esac
}

port_of() {
  local offset
  case $1 in
    intake) offset=0 ;;
    classifier) offset=1 ;;
    moderator) offset=2 ;;
    publisher) offset=3 ;;
    site) offset=4 ;;
  esac
  printf '%d' $(( PORT_BASE + offset ))
}

url_of() { printf 'http://127.0.0.1:%d' "$(port_of "$1")"; }

# configure SERVICE: exports the configuration of one service; meant for a subshell.
configure() {
  export ASPNETCORE_ENVIRONMENT=Development DOTNET_gcServer=0 ASPNETCORE_URLS ASPNETCORE_CONTENTROOT
  ASPNETCORE_URLS=$(url_of "$1")
  ASPNETCORE_CONTENTROOT=$BUILD_DIR/$(project_of "$1")
  export ConnectionStrings__RabbitMq="amqp://moderation:$RABBITMQ_PASSWORD@127.0.0.1:$RABBITMQ_PORT/$RABBITMQ_VHOST"
  if has_database "$1"; then
    export ConnectionStrings__Database="Host=127.0.0.1;Port=$POSTGRES_PORT;Database=$1;Username=$1;"
    ConnectionStrings__Database+="Password=$(database_password "$1");Maximum Pool Size=16;Max Auto Prepare=20;No Reset On Close=true"
  fi
  case $1 in
    intake)
      export Intake__PublicUrl Site__Policy=trusted-local
      Intake__PublicUrl=$(url_of intake)
      export Keys__Phone=$KEY_PHONE Keys__Author=$KEY_AUTHOR Keys__Tracking=$KEY_TRACKING
      ;;
    publisher)
      export Webhooks__Endpoints__0__Name=site Webhooks__Endpoints__0__Secret=$WEBHOOK_SECRET
      export Webhooks__Endpoints__0__Url Webhooks__Endpoints__0__AllowPrivateAddresses=true
      Webhooks__Endpoints__0__Url=$(url_of site)/webhooks/comments
      ;;
    site)
      export Intake__Url Webhook__Secret=$WEBHOOK_SECRET
      Intake__Url=$(url_of intake)
      ;;
  esac
}

# choose_service_ports: sets PORT_BASE, the first of five ports in a row, and keeps it.
choose_service_ports() {
  PORT_BASE=${PORT_BASE:-}
  case ${MODERATION_PORT_BASE:-} in
    '') PORT_BASE=${PORT_BASE:-5101} ;;
    free) PORT_BASE=${PORT_BASE:-$(free_ports ${#SERVICES[@]})} ;;
    [1-9][0-9][0-9][0-9] | [1-5][0-9][0-9][0-9][0-9]) PORT_BASE=$MODERATION_PORT_BASE ;;
    *) fail "MODERATION_PORT_BASE is '$MODERATION_PORT_BASE'." "set it to a port between 1000 and 59999, or to the word free." ;;
  esac
  save_instance
}

# check_service_port SERVICE: people know the services' ports, so a taken one is said, not replaced.
check_service_port() {
  if ! is_running "$1" && port_is_taken "$(port_of "$1")"; then
    fail "port $(port_of "$1"), which $1 needs, is taken by another program." \
      "end that program, or choose five other ports in a row: MODERATION_PORT_BASE=6101 $0"
  fi
}

launch_service() (
  configure "$1"
  launch "$1" "$(id -un)" "$ASPNETCORE_CONTENTROOT" dotnet "$ASPNETCORE_CONTENTROOT/Moderation.$(project_of "$1").dll"
)

# run_verb SERVICE VERB…: one of the service's command line verbs, in the caller's folder, with its configuration.
run_verb() (
  configure "$1"
  exec dotnet "$ASPNETCORE_CONTENTROOT/Moderation.$(project_of "$1").dll" "${@:2}"
)

answers_ready() { bash "$PROJECT/infra/lib/ready.sh" "$(port_of "$1")"; }

answers_ready_or_ended() { answers_ready "$1" || is_gone "$1"; }

await_service() {
  if ! wait_until 120 answers_ready_or_ended "$1"; then
    fail "$1 has not become ready in two minutes." "look into the log, or ask it: $(url_of "$1")/health/ready" "$RUN_DIR/logs/$1.log"
  elif is_gone "$1"; then
    fail "$1 ended while it was starting." "mend what the log says, then try again." "$RUN_DIR/logs/$1.log"
  fi
}
