#!/usr/bin/env bash
# Installs the system on one Debian server, without containers, or upgrades it.
set -euo pipefail
# shellcheck source=lib/load.sh
source "${BASH_SOURCE[0]%/*}/lib/load.sh"
for name in effects server nginx; do
  # shellcheck source=/dev/null
  source "$PROJECT/infra/lib/$name.sh"
done

usage() {
  cat <<'USAGE'
sudo ./infra/install.sh                 install what /etc/moderation/install.env says, or upgrade to this tree's version; the
                                        first run writes that file for you to fill in, and the same again changes nothing
sudo ./infra/install.sh --from FOLDER   the same with services that were published elsewhere:
                                        dotnet msbuild infra/publish.proj -p:Destination=FOLDER
./infra/install.sh --dry-run FILE       say what it would do with the settings in FILE; passwords are not shown
sudo ./infra/install.sh --uninstall     remove the services; data, secrets, PostgreSQL, RabbitMQ, nginx and backups stay

  --delete-data   after --uninstall: the databases with their roles, RabbitMQ's queues and the secrets as well; backups stay

It makes a user for each service, hardened units for systemd, a timer for the nightly backup, databases and a broker with a role
and a user for each service, and nginx with TLS. Everything but nginx listens on loopback.
USAGE
}

RABBITMQ_VHOST=moderation
RABBITMQ_FILES=(/etc/rabbitmq/moderation.json /etc/rabbitmq/conf.d/moderation.conf /etc/rabbitmq/enabled_plugins
  "$SERVER_UNITS/rabbitmq-server.service.d/moderation.conf" "$SERVER_UNITS/epmd.socket.d/moderation.conf")
NGINX_SITE=/etc/nginx/conf.d/moderation.conf

need_root() {
  (( EUID == 0 )) || fail "this needs root." "run it with sudo; --dry-run FILE needs no root."
  [[ -x /usr/bin/apt-get && -x /usr/bin/systemctl ]] ||
    fail "this is not Debian with systemd." "use infra/helm or docker-compose.yml elsewhere."
}

open_settings() {
  local file=$1
  if [[ ! -f $file ]]; then
    settings_sample | put "$file" 0600 root:root
    fail "the settings are not filled in yet." "edit $file, then run this again."
  fi
  MODERATION_PORT_BASE=5101
  save_instance() { :; }
  read_settings "$file"
  [[ $DRY_RUN == yes || ( -r $TLS_CERTIFICATE && -r $TLS_KEY ) ]] ||
    fail "the certificate $TLS_CERTIFICATE or its key $TLS_KEY is missing." "put both there, or mend the settings."
  choose_service_ports
  DOTNET=$(command -v dotnet || true)
}

# open_secrets: in a dry run each stands for itself, by its name.
open_secrets() {
  local file=$SERVER_ETC/secrets.env name
  if [[ $DRY_RUN == yes ]]; then
    file=$(mktemp)
  else
    install -d -m 711 -- "$SERVER_ETC"
  fi
  make_secrets "$file"
  keep_secrets "$file" random_password SITE_API_KEY
  [[ $DRY_RUN == yes ]] || return 0
  while IFS='=' read -r name _; do printf -v "$name" '<%s>' "$name"; done < "$file"
  rm -f -- "$file"
}

make_packages() {
  local -a missing=()
  local package
  for package in postgresql rabbitmq-server nginx logrotate libgomp1; do
    dpkg-query --show --showformat='${Status}' "$package" 2>/dev/null | grep -q 'ok installed' || missing+=("$package")
  done
  # They are started below, when their settings are in place: RabbitMQ would make a user whom everybody knows.
  (( ${#missing[@]} == 0 )) || run env DEBIAN_FRONTEND=noninteractive bash "$PROJECT/infra/lib/install.sh" "${missing[@]}"
}

make_users() {
  local service
  for service in "${SERVICES[@]}"; do
    getent passwd "moderation-$service" > /dev/null ||
      run useradd --system --user-group --no-create-home --home-dir /nonexistent --shell /usr/sbin/nologin \
        "moderation-$service"
  done
}

make_postgres() {
  local version folder
  find_postgres || POSTGRES_BIN=/usr/lib/postgresql/15/bin
  version=$(basename -- "$(dirname -- "$POSTGRES_BIN")")
  folder=/etc/postgresql/$version/main/conf.d
  postgres_settings | put "$folder/moderation.conf" 0644 root:root
  begin "postgresql@$version-main" "$folder/moderation.conf"
  systemd enable --quiet postgresql
  if [[ $DRY_RUN == yes ]]; then
    run psql --file="$PROJECT/infra/database.sql" "(for each of: ${DATABASES[*]})"
  elif has_started; then
    (cd / && databases_sql | setpriv --reuid=postgres --regid=postgres --clear-groups -- \
      psql --dbname=postgres --no-psqlrc --quiet --tuples-only --set=ON_ERROR_STOP=1 > /dev/null)
  fi
}

make_rabbitmq() {
  put "${RABBITMQ_FILES[0]}" 0640 root:rabbitmq <<< "$(rabbitmq_definitions)"
  rabbitmq_settings | put "${RABBITMQ_FILES[1]}" 0644 root:root
  printf '[rabbitmq_management].\n' | put "${RABBITMQ_FILES[2]}" 0644 root:root
  rabbitmq_unit | put "${RABBITMQ_FILES[3]}" 0644 root:root
  epmd_socket | put "${RABBITMQ_FILES[4]}" 0644 root:root
  begin epmd.socket "${RABBITMQ_FILES[4]}"
  begin rabbitmq-server "${RABBITMQ_FILES[@]}"
}

# begin UNIT FILE…: starts it, and anew if one of its files is newer than its start, also when a run was cut short in between.
begin() {
  local unit=$1 file started
  shift
  systemd daemon-reload
  if [[ $DRY_RUN == no ]] && ! has_started; then
    systemd enable --quiet "$unit"
    return
  fi
  started=$(systemctl show --property=ActiveEnterTimestamp --value --timestamp=unix "$unit" 2>/dev/null || true)
  for file in "$@"; do
    if [[ -n ${CHANGED[$file]:-} ]] || is_newer "$file" "$started"; then
      systemd enable --quiet "$unit"
      systemd restart "$unit"
      return
    fi
  done
  if [[ $DRY_RUN == yes ]] || ! systemctl --quiet is-active "$unit"; then systemd enable --quiet --now "$unit"; fi
}

# is_newer FILE START: START is as systemd says it, @ and seconds.
is_newer() { [[ $2 == @* && -f $1 ]] && (( $(stat --format=%Y -- "$1") > ${2#@} )); }

# has_started: where systemd does not run, as when an image is made, all is enabled and nothing started.
has_started() { [[ -d /run/systemd/system ]]; }

# systemd VERB ARGUMENT…
systemd() {
  if [[ $DRY_RUN == yes ]]; then
    run systemctl "$@"
  elif has_started; then
    systemctl "$@"
  elif [[ $1 == enable || $1 == disable ]]; then
    systemctl "${@/--now/--quiet}"
  fi
}

# make_release: sets RELEASE to the folder of this version, which is named after what is in it.
make_release() {
  local name
  if [[ $DRY_RUN == yes ]]; then
    RELEASE=$SERVER_OPT/releases/VERSION
    printf 'would publish: the services into %s\n' "$RELEASE"
    return
  fi
  if [[ -z $FROM ]]; then
    need_dotnet
    RUN_DIR=$(mktemp -d)
    mkdir -- "$RUN_DIR/logs"
    find_build
    [[ -d $BUILD_DIR ]] || step "Building the services" build_services
    FROM=$BUILD_DIR
  fi
  [[ -f $FROM/Intake/Moderation.Intake.dll ]] ||
    fail "$FROM does not hold the published services." "dotnet msbuild infra/publish.proj -p:Destination=$FROM"
  name=$(
    cd -- "$FROM"
    find . "$PROJECT/infra" -type f -print0 | LC_ALL=C sort -z | xargs -0 sha256sum | sha256sum | cut -c1-12
  )
  RELEASE=$SERVER_OPT/releases/$name
  [[ ! -d $RELEASE ]] || return 0
  rm -rf -- "$RELEASE.new"
  mkdir -p -- "$RELEASE.new"
  cp -r -- "$FROM"/. "$RELEASE.new/"
  cp -r -- "$PROJECT/infra" "$RELEASE.new/infra"
  chown -R root:root -- "$RELEASE.new"
  chmod -R u=rwX,go=rX -- "$RELEASE.new"
  mv -- "$RELEASE.new" "$RELEASE"
  say "Written: $RELEASE"
}

make_units() {
  local service
  for service in "${SERVICES[@]}"; do
    environment "$service" | put "$SERVER_ETC/$service.env" 0600 root:root
    service_unit "$service" "$RELEASE" | put "$SERVER_UNITS/moderation-$service.service" 0644 root:root
    has_database "$service" || continue
    owner_environment "$service" | put "$SERVER_ETC/$service-owner.env" 0600 root:root
    migration_unit "$service" "$RELEASE" | put "$SERVER_UNITS/moderation-migrate-$service.service" 0644 root:root
  done
  [[ -d $BACKUP_FOLDER ]] || run install -d -m 700 -o postgres -g postgres -- "$BACKUP_FOLDER"
  backup_unit "$RELEASE" | put "$SERVER_UNITS/moderation-backup.service" 0644 root:root
  backup_timer | put "$SERVER_UNITS/moderation-backup.timer" 0644 root:root
  verb_script | put /usr/local/sbin/moderation 0755 root:root
  systemd daemon-reload
}

# start_services: tables first, by their owners; then one service after the other, those that read new messages before those that
# send them.
start_services() {
  local service
  for service in "${DATABASES[@]}"; do
    systemd start "moderation-migrate-$service" || fail "the tables of $service could not be brought up to date." \
      "see journalctl -u moderation-migrate-$service; the services run on as before."
  done
  for service in intake publisher site moderator classifier; do
    [[ " ${SERVICES[*]} " == *" $service "* ]] || continue
    begin "moderation-$service" "$SERVER_ETC/$service.env" "$SERVER_UNITS/moderation-$service.service"
    if [[ $DRY_RUN == no ]] && has_started; then
      wait_until 120 bash "$PROJECT/infra/lib/ready.sh" "${PORTS[$service]}" ||
        fail "$service has not become ready in two minutes." \
          "see journalctl -u moderation-$service; those after it run on as before."
    fi
  done
  begin moderation-backup.timer "$SERVER_UNITS/moderation-backup.timer"
}

# make_nginx: what nginx does not take is taken back.
make_nginx() {
  local log
  run install -d -m 750 -o www-data -g adm -- /var/log/moderation
  logs_rotation | put /etc/logrotate.d/moderation 0644 root:root
  [[ $DRY_RUN == yes || ! -f $NGINX_SITE ]] || cp -- "$NGINX_SITE" "$NGINX_SITE.before"
  nginx_site | put "$NGINX_SITE" 0644 root:root
  if [[ $DRY_RUN == no ]]; then
    log=$(mktemp)
    if ! nginx -t > "$log" 2>&1; then
      if [[ -f $NGINX_SITE.before ]]; then mv -- "$NGINX_SITE.before" "$NGINX_SITE"; else rm -f -- "$NGINX_SITE"; fi
      fail "nginx does not take its settings; those before are back." "mend what it says." "$log"
    fi
    rm -f -- "$log" "$NGINX_SITE.before"
  fi
  if [[ -n ${CHANGED[$NGINX_SITE]:-} || $DRY_RUN == yes ]]; then
    systemd enable --quiet nginx
    systemd reload-or-restart nginx
  fi
}

# forget_old_releases: the one before stays.
forget_old_releases() {
  local old
  [[ $DRY_RUN == no ]] || return 0
  while read -r _ old; do rm -rf -- "$old"; done < <(
    find "$SERVER_OPT/releases" -mindepth 1 -maxdepth 1 ! -path "$RELEASE" -printf '%T@ %p\n' | sort -rn | tail -n +2
  )
}

uninstall() {
  local service
  for service in "${SERVICES[@]}"; do
    [[ ! -f $SERVER_UNITS/moderation-$service.service ]] || systemd disable --quiet --now "moderation-$service"
    remove "$SERVER_UNITS/moderation-$service.service" "$SERVER_UNITS/moderation-migrate-$service.service"
  done
  [[ ! -f $SERVER_UNITS/moderation-backup.timer ]] || systemd disable --quiet --now moderation-backup.timer
  remove "$SERVER_UNITS"/moderation-backup.{service,timer} /usr/local/sbin/moderation "$NGINX_SITE" /etc/logrotate.d/moderation \
    "$SERVER_OPT"
  systemd daemon-reload
  ! has_started || systemctl reload nginx || say "nginx does not take its settings without ours: see nginx -t."
  if [[ $DELETE_DATA == yes ]]; then delete_data; fi
  for service in "${SERVICES[@]}"; do
    ! getent passwd "moderation-$service" > /dev/null || run userdel "moderation-$service"
  done
}

delete_data() {
  local database
  for database in "${DATABASES[@]}"; do
    printf 'DROP DATABASE IF EXISTS %s WITH (FORCE); DROP ROLE IF EXISTS %s; DROP ROLE IF EXISTS %s_owner;\n' \
      "$database" "$database" "$database"
  done | (cd / && setpriv --reuid=postgres --regid=postgres --clear-groups -- psql --dbname=postgres --no-psqlrc --quiet) ||
    fail "the databases could not be deleted." "start PostgreSQL, then try again."
  systemd stop rabbitmq-server
  remove /var/lib/rabbitmq/mnesia "${RABBITMQ_FILES[@]}" "$SERVER_ETC" /var/log/moderation
}

say_what_is_next() {
  cat <<NEXT

  Installed. The console       https://$CONSOLE_HOST
  Readers and the site         https://$COMMENTS_HOST
  The first administrator      moderation moderator add-moderator NAME --role administrator --invite
  The site's key and secret    SITE_API_KEY and WEBHOOK_SECRET in $SERVER_ETC/secrets.env: copy that file, and keep it apart
  A backup now                 systemctl start moderation-backup
NEXT
  has_started || say "systemd does not run here: run this once more where it does, for the databases and their tables."
}

DELETE_DATA=no FROM='' SETTINGS=$SERVER_ETC/install.env ACTION=install
case "${1:-} $#" in
  ' 0') ;;
  '--help 1')
    usage
    exit
    ;;
  '--from 2') FROM=$2 ;;
  '--dry-run 2') DRY_RUN=yes SETTINGS=$2 ;;
  '--uninstall 1') ACTION=uninstall ;;
  '--uninstall 2')
    [[ $2 == --delete-data ]] || usage_error "unknown argument: $2" "$0"
    ACTION=uninstall DELETE_DATA=yes
    ;;
  *) usage_error "unknown arguments: $*" "$0" ;;
esac
if [[ $DRY_RUN == yes ]]; then
  [[ -f $SETTINGS ]] || fail "$SETTINGS does not exist." "run this without --dry-run once, which writes it, or name another."
else
  need_root
fi
if [[ $ACTION == uninstall ]]; then
  uninstall
  exit
fi
open_settings "$SETTINGS"
open_secrets
make_packages
make_release
make_users
make_postgres
make_rabbitmq
make_units
start_services
make_nginx
forget_old_releases
[[ $DRY_RUN == yes ]] || say_what_is_next
