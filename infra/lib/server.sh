# One server without containers: what each service is told, its unit, and what stands before it.

SERVER_ETC=/etc/moderation
SERVER_OPT=/opt/moderation
SERVER_UNITS=/etc/systemd/system

# server_settings: the settings of install.sh with what each may be. Values end up in files of nginx and systemd.
declare -A SETTING_FORMS=(
  [COMMENTS_HOST]='^[a-z0-9.-]+\.[a-z0-9-]+$'
  [CONSOLE_HOST]='^[a-z0-9.-]+\.[a-z0-9-]+$'
  [CONSOLE_NETWORKS]='^([0-9a-f.:]+(/[0-9]+)?( |$))*$'
  [SITE_ORIGIN]='^https://[a-z0-9.-]+(:[0-9]+)?$'
  [SITE_WEBHOOK]='^(https://[a-z0-9.:-]+/[A-Za-z0-9._/-]*)?$'
  [COMMENT_URL]='^(https?://[A-Za-z0-9.:/_#?=&{}-]+\{articleId\}[A-Za-z0-9.:/_#?=&{}-]*)?$'
  [DEMO_HOST]='^([a-z0-9.-]+\.[a-z0-9-]+)?$'
  [CONTACT]='^mailto:[A-Za-z0-9._+-]+@[a-z0-9.-]+$'
  [TLS_CERTIFICATE]='^/[A-Za-z0-9._/-]+$'
  [TLS_KEY]='^/[A-Za-z0-9._/-]+$'
  [BACKUP_FOLDER]='^/[A-Za-z0-9._/-]+$'
  [BACKUP_NIGHTS]='^[1-9][0-9]{0,3}$'
)

settings_sample() {
  cat <<'SETTINGS'
# Settings of infra/install.sh. Fill them in, and run it again. Secrets do not stand here but in secrets.env beside this file.

# The names under which readers and moderators reach the services; DNS must know them.
COMMENTS_HOST=''
CONSOLE_HOST=''
# Networks from which the console may be opened, divided by blanks; empty, from everywhere.
CONSOLE_NETWORKS=''
# The newspaper: from where readers' browsers send, where it takes webhooks (empty: endpoints are made on the console), and where
# it shows a comment, such as https://www.bao.vn/bai-viet/{articleId}#bl-{commentId} (empty: feeds have no links).
SITE_ORIGIN=''
SITE_WEBHOOK=''
COMMENT_URL=''
# A name for the demo newspaper; empty, there is none.
DEMO_HOST=''
# Whom push services write to.
CONTACT='mailto:bientap@example.vn'
# The certificate of these names with its chain, and its key, in PEM.
TLS_CERTIFICATE='/etc/ssl/moderation.pem'
TLS_KEY='/etc/ssl/private/moderation.key'
# Where backups go each night, and for how many nights they are kept. Copy them to another machine.
BACKUP_FOLDER='/var/backups/moderation'
BACKUP_NIGHTS='14'
SETTINGS
}

# read_settings FILE
read_settings() {
  local name
  for name in "${!SETTING_FORMS[@]}"; do printf -v "$name" '%s' ''; done
  # shellcheck source=/dev/null
  source "$1"
  for name in "${!SETTING_FORMS[@]}"; do
    [[ ${!name} =~ ${SETTING_FORMS[$name]} ]] ||
      fail "$name in $1 is '${!name}', which is not of its form." "mend it; the comment above it says what it is."
  done
  [[ $COMMENTS_HOST != "$CONSOLE_HOST" && $DEMO_HOST != "$COMMENTS_HOST" && $DEMO_HOST != "$CONSOLE_HOST" ]] ||
    fail "COMMENTS_HOST, CONSOLE_HOST and DEMO_HOST must be different names." "readers' pages and the console share no cookies."
  if [[ -z $DEMO_HOST ]]; then
    SERVICES=(intake classifier moderator publisher)
    DATABASES=(intake classifier moderator publisher)
  fi
}

# environment SERVICE: its settings, a variable a line, quoted as both systemd and bash read it. %q would not do for systemd.
environment() {
  local -A told=(
    [ASPNETCORE_ENVIRONMENT]=Production
    [ASPNETCORE_URLS]=http://127.0.0.1:${PORTS[$1]}
    [DOTNET_gcServer]=0
    [Operations__Port]=${OPERATIONS_PORTS[$1]}
    [Proxies__0]=127.0.0.1
  )
  local password=DATABASE_PASSWORD_${1^^} broker_password=RABBITMQ_PASSWORD_${1^^} name
  ! has_database "$1" || told[ConnectionStrings__Database]=$(database_address "$1" "$1" "${!password}")
  ! has_broker_user "$1" || told[ConnectionStrings__RabbitMq]=amqp://$1:${!broker_password}@127.0.0.1:5672/$RABBITMQ_VHOST
  case $1 in
    intake)
      told[Intake__PublicUrl]=https://$COMMENTS_HOST told[Site__Policy]=api-key told[Site__ApiKey]=$SITE_API_KEY
      told[Site__Origins__0]=$SITE_ORIGIN told[Embed__PublisherUrl]=https://$COMMENTS_HOST told[Embed__Likes]=true
      told[Keys__Phone]=$KEY_PHONE told[Keys__Author]=$KEY_AUTHOR told[Keys__Tracking]=$KEY_TRACKING
      told[Keys__Challenge]=$KEY_CHALLENGE told[Operation__Key]=$KEY_OPERATION_INTAKE
      told[Push__Key]=$KEY_PUSH told[Push__Contact]=$CONTACT
      ;;
    classifier)
      told[Model__Name]=open told[Operation__Key]=$KEY_OPERATION_CLASSIFIER
      told[Moderator__Url]=${URLS[moderator]} told[Moderator__Key]=$KEY_OPERATION_MODERATOR
      ;;
    moderator)
      told[Operation__Key]=$KEY_OPERATION_MODERATOR
      told[Classifier__Url]=${URLS[classifier]} told[Classifier__Key]=$KEY_OPERATION_CLASSIFIER
      told[DataProtection__Key]=$KEY_COOKIES_MODERATOR told[Passkeys__Origins__0]=https://$CONSOLE_HOST
      told[Intake__Url]=${URLS[intake]} told[Intake__Key]=$KEY_OPERATION_INTAKE
      told[Publisher__Url]=${URLS[publisher]} told[Publisher__Key]=$KEY_OPERATION
      for name in "${SERVICES[@]}"; do
        told[Flow__${PROJECTS[$name]#Article}]=http://127.0.0.1:${OPERATIONS_PORTS[$name]}
      done
      told[Flow__RabbitMq]=http://monitoring:$RABBITMQ_PASSWORD_MONITORING@127.0.0.1:15672/$RABBITMQ_VHOST
      ;;
    publisher)
      told[Operation__Key]=$KEY_OPERATION told[Webhooks__Key]=$KEY_WEBHOOKS told[Likes__Key]=$KEY_LIKES
      told[Fragments__IntakeUrl]=https://$COMMENTS_HOST
      [[ -z $COMMENT_URL ]] || told[Feeds__CommentUrl]=$COMMENT_URL
      if [[ -n $DEMO_HOST$SITE_WEBHOOK ]]; then
        told[Webhooks__Endpoints__0__Name]=site told[Webhooks__Endpoints__0__Secret]=$WEBHOOK_SECRET
        told[Webhooks__Endpoints__0__Url]=${SITE_WEBHOOK:-${URLS[site]}/webhooks/comments}
        [[ -n $SITE_WEBHOOK ]] || told[Webhooks__Endpoints__0__AllowPrivateAddresses]=true
      fi
      ;;
    site)
      told[DataProtection__Key]=$KEY_COOKIES_SITE told[Webhook__Secret]=$WEBHOOK_SECRET
      told[Site__PublicUrl]=https://$DEMO_HOST told[Site__PublisherUrl]=https://$COMMENTS_HOST
      told[Site__IntakeUrl]=https://$COMMENTS_HOST told[Intake__Url]=${URLS[intake]} told[Intake__ApiKey]=$SITE_API_KEY
      told[Publisher__Url]=${URLS[publisher]}
      ;;
  esac
  for name in $(printf '%s\n' "${!told[@]}" | LC_ALL=C sort); do printf "%s='%s'\n" "$name" "${told[$name]}"; done
}

database_address() { printf 'Host=127.0.0.1;Port=5432;Database=%s;Username=%s;Password=%s' "$1" "$2" "$3"; }

# owner_environment SERVICE: the same with the database's owner, for its migration.
owner_environment() {
  local password=OWNER_PASSWORD_${1^^}
  environment "$1" | grep -v '^ConnectionStrings__Database='
  printf "ConnectionStrings__Database='%s'\n" "$(database_address "$1" "$1_owner" "${!password}")"
}

# confinement: what a service may do besides answering and asking: nothing. .NET writes machine code at run time, so
# MemoryDenyWriteExecute stays off.
confinement() {
  cat <<'UNIT'
UMask=0077
NoNewPrivileges=yes
CapabilityBoundingSet=
AmbientCapabilities=
ProtectSystem=strict
ProtectHome=yes
ProtectProc=invisible
ProtectClock=yes
ProtectHostname=yes
ProtectKernelLogs=yes
ProtectKernelModules=yes
ProtectKernelTunables=yes
ProtectControlGroups=yes
PrivateTmp=yes
PrivateDevices=yes
PrivateUsers=yes
RemoveIPC=yes
RestrictAddressFamilies=AF_INET AF_INET6 AF_UNIX AF_NETLINK
RestrictNamespaces=yes
RestrictRealtime=yes
RestrictSUIDSGID=yes
LockPersonality=yes
SystemCallArchitectures=native
SystemCallFilter=@system-service
SystemCallFilter=~@privileged
SystemCallErrorNumber=EPERM
UNIT
  # Letters, notices and webhooks go out; nobody else asks anybody but this machine.
  case $1 in
    intake | publisher) ;;
    *) printf 'IPAddressDeny=any\nIPAddressAllow=localhost\n' ;;
  esac
}

# service_unit SERVICE RELEASE: it names its release, so that files never change under a service that runs.
service_unit() {
  cat <<UNIT
[Unit]
Description=Comment moderation: ${PROJECTS[$1]}
After=network-online.target postgresql.service rabbitmq-server.service
Wants=network-online.target

[Service]
User=moderation-$1
Group=moderation-$1
WorkingDirectory=$2/${PROJECTS[$1]}
EnvironmentFile=$SERVER_ETC/$1.env
ExecStart=$DOTNET $2/${PROJECTS[$1]}/Moderation.${PROJECTS[$1]}.dll
Restart=always
RestartSec=3
TimeoutStopSec=45
MemoryMax=1G
TasksMax=512
LimitNOFILE=65536
$(confinement "$1")

[Install]
WantedBy=multi-user.target
UNIT
}

# migration_unit SERVICE RELEASE
migration_unit() {
  cat <<UNIT
[Unit]
Description=Comment moderation: tables of ${PROJECTS[$1]}, as their owner
After=postgresql.service

[Service]
Type=oneshot
User=moderation-$1
Group=moderation-$1
WorkingDirectory=$2/${PROJECTS[$1]}
EnvironmentFile=$SERVER_ETC/$1-owner.env
ExecStart=$DOTNET $2/${PROJECTS[$1]}/Moderation.${PROJECTS[$1]}.dll --Migrations:Only=true
TimeoutStartSec=1h
$(confinement migration)
UNIT
}

# backup_unit RELEASE: as the server's own superuser, who needs no password on this machine. The secrets are lent to it for the
# prints of the keys.
backup_unit() {
  cat <<UNIT
[Unit]
Description=Comment moderation: nightly backup
After=postgresql.service

[Service]
Type=oneshot
User=postgres
Group=postgres
Nice=10
IOSchedulingClass=idle
LoadCredential=secrets:$SERVER_ETC/secrets.env
Environment=PGHOST=/run/postgresql PGUSER=postgres "MODERATION_DATABASES=${DATABASES[*]}"
Environment=MODERATION_SECRETS=%d/secrets
ExecStart=$1/infra/backup.sh $BACKUP_FOLDER --nights $BACKUP_NIGHTS
ReadWritePaths=$BACKUP_FOLDER
TimeoutStartSec=6h
$(confinement backup)
UNIT
}

backup_timer() {
  cat <<'UNIT'
[Unit]
Description=Comment moderation: nightly backup

[Timer]
OnCalendar=*-*-* 02:00:00
RandomizedDelaySec=15min
Persistent=yes

[Install]
WantedBy=timers.target
UNIT
}

postgres_settings() {
  cat <<'SETTINGS'
# Written by infra/install.sh.
listen_addresses = 'localhost'
max_connections = 200
jit = off
wal_compression = on
password_encryption = 'scram-sha-256'
SETTINGS
}

rabbitmq_settings() {
  cat <<'SETTINGS'
# Written by infra/install.sh.
listeners.tcp.1 = 127.0.0.1:5672
management.tcp.ip = 127.0.0.1
management.tcp.port = 15672
load_definitions = /etc/rabbitmq/moderation.json
vm_memory_high_watermark.absolute = 1GB
disk_free_limit.absolute = 1GB
SETTINGS
}

# rabbitmq_unit: Erlang's own ports stay on this machine too, and the data carry a name that no change of the host's alters.
# Its threads give up at once the cores that they share with the services.
rabbitmq_unit() {
  cat <<'UNIT'
[Service]
Environment=RABBITMQ_NODENAME=rabbit@localhost ERL_EPMD_ADDRESS=127.0.0.1
Environment="RABBITMQ_SERVER_ADDITIONAL_ERL_ARGS=-kernel inet_dist_use_interface {127,0,0,1} \
  +sbwt none +sbwtdcpu none +sbwtdio none"
UNIT
}

epmd_socket() { printf '[Socket]\nListenStream=\nListenStream=127.0.0.1:4369\n'; }

logs_rotation() {
  cat <<'ROTATION'
/var/log/moderation/*.log {
    daily
    rotate 14
    missingok
    notifempty
    compress
    delaycompress
    create 0640 www-data adm
    sharedscripts
    postrotate
        [ ! -f /run/nginx.pid ] || kill -USR1 "$(cat /run/nginx.pid)"
    endscript
}
ROTATION
}

# verb_script: a service's command line verbs with its configuration, as its user.
verb_script() {
  cat <<SCRIPT
#!/usr/bin/env bash
# moderation SERVICE VERB…: runs a verb of intake, classifier, moderator, publisher or site. Written by infra/install.sh.
set -euo pipefail
[[ -f $SERVER_ETC/\${1:-}.env && \$# -gt 1 ]] || { printf 'moderation SERVICE VERB…\n' >&2; exit 2; }
service=\$1
shift
program=\$(sed -n 's/^ExecStart=//p' "$SERVER_UNITS/moderation-\$service.service")
set -a
source "$SERVER_ETC/\$service.env"
set +a
cd "\$(sed -n 's/^WorkingDirectory=//p' "$SERVER_UNITS/moderation-\$service.service")"
exec setpriv --reuid="moderation-\$service" --regid="moderation-\$service" --clear-groups -- \$program "\$@"
SCRIPT
}
