# What watches a system, on demand: Debian's Prometheus with the rules of infra/observe, and the Aspire dashboard, to which the
# services tell their traces, figures and log lines.

DASHBOARD_VERSION=13.6.5
OBSERVERS=(prometheus dashboard)

# fetch_dashboard: sets DASHBOARD_DIR, where NuGet keeps it.
fetch_dashboard() {
  local log=$RUN_DIR/logs/dashboard-fetch.log packages
  dotnet restore "$PROJECT/infra/dashboard.proj" -p:DashboardVersion="$DASHBOARD_VERSION" > "$log" 2>&1 < /dev/null ||
    fail "the Aspire dashboard could not be fetched." "mend what the log says, then try again." "$log"
  packages=$(dotnet msbuild "$PROJECT/infra/dashboard.proj" -getProperty:NuGetPackageRoot)
  DASHBOARD_DIR=${packages%/}/aspire.dashboard.sdk.linux-x64/$DASHBOARD_VERSION/tools
  [[ -f $DASHBOARD_DIR/Aspire.Dashboard ]] ||
    fail "the Aspire dashboard is not where it is expected, in $DASHBOARD_DIR." "look at what the log says." "$log"
  # NuGet keeps no rights.
  chmod u+x -- "$DASHBOARD_DIR/Aspire.Dashboard"
}

# configure_prometheus: the shipped configuration and rules, with this system's operations ports as targets.
configure_prometheus() {
  local folder=$RUN_DIR/observe service separator='[' log=$RUN_DIR/logs/prometheus-check.log
  install -d -m 700 -- "$folder"
  cp -- "$PROJECT"/infra/observe/{prometheus,rules}.yml "$folder"
  {
    for service in "${SERVICES[@]}"; do
      printf '%s\n  { "targets": ["127.0.0.1:%d"], "labels": { "service": "%s" } }' \
        "$separator" "${OPERATIONS_PORTS[$service]}" "$service"
      separator=,
    done
    printf '\n]\n'
  } > "$folder/targets.json"
  promtool check config "$folder/prometheus.yml" > "$log" 2>&1 ||
    fail "Prometheus does not take the rules or the configuration." "mend what the log says." "$log"
}

launch_prometheus() {
  launch prometheus '' "$RUN_DIR" prometheus --config.file="$RUN_DIR/observe/prometheus.yml" \
    --storage.tsdb.path="$RUN_DIR/observe/data" --web.listen-address="127.0.0.1:$PROMETHEUS_PORT"
}

launch_dashboard() (
  export ASPNETCORE_URLS=http://127.0.0.1:$DASHBOARD_PORT ASPIRE_DASHBOARD_UNSECURED_ALLOW_ANONYMOUS=true
  export ASPIRE_DASHBOARD_OTLP_ENDPOINT_URL=http://127.0.0.1:$DASHBOARD_OTLP_PORT ASPNETCORE_CONTENTROOT=$DASHBOARD_DIR
  launch dashboard '' "$RUN_DIR" "$DASHBOARD_DIR/Aspire.Dashboard"
)

# start_observers: before the services, which are started anew if they have nobody to tell yet.
start_observers() {
  local name
  step "Aspire dashboard, from NuGet" fetch_dashboard
  configure_prometheus
  if ! is_running dashboard; then
    stop_together "${SERVICES[@]}"
    renew_taken_ports DASHBOARD_PORT DASHBOARD_OTLP_PORT
    launch_dashboard
  fi
  if ! is_running prometheus; then
    renew_taken_ports PROMETHEUS_PORT
    launch_prometheus
  fi
  for name in "${OBSERVERS[@]}"; do step "$name is ready" await_observer "$name"; done
}

await_observer() {
  local port=$PROMETHEUS_PORT
  [[ $1 == prometheus ]] || port=$DASHBOARD_PORT
  wait_until 60 is_gone_or_listens "$1" "$port" ||
    fail "$1 has not started in a minute." "look into its log." "$RUN_DIR/logs/$1.log"
  is_running "$1" || fail "$1 ended while it was starting." "mend what the log says, then try again." "$RUN_DIR/logs/$1.log"
}

is_gone_or_listens() { is_gone "$1" || port_is_taken "$2"; }

# tell_dashboard: exports where services send what they tell, if somebody listens; meant for a subshell.
tell_dashboard() {
  ! is_running dashboard || export OTEL_EXPORTER_OTLP_ENDPOINT=http://127.0.0.1:$DASHBOARD_OTLP_PORT
}

show_observers() {
  cat <<ADDRESSES
  Traces, figures, log http://127.0.0.1:$DASHBOARD_PORT
  Prometheus, alerts   http://127.0.0.1:$PROMETHEUS_PORT/alerts
ADDRESSES
}
