# A private PostgreSQL on loopback, or two of which one follows the other. Everything is durable: what a reader sent is never
# lost.

# find_postgres: sets POSTGRES_BIN to the programs of the newest version here.
find_postgres() {
  local folders=(/usr/lib/postgresql/*/bin)
  POSTGRES_BIN=$(printf '%s\n' "${folders[@]}" | sort -V | tail -n 1)
  [[ -x $POSTGRES_BIN/initdb ]]
}

# prepare_postgres PART: makes the data folder beside its place and moves it there whole, so that a broken start leaves none. A
# standby that is not one yet begins with a copy of the primary.
prepare_postgres() {
  local data=$DATA_DIR/$1 log=$RUN_DIR/logs/initdb.log
  if [[ $1 != "$PRIMARY" ]]; then
    [[ -f $data/standby.signal ]] || copy_primary "$1"
    return
  fi
  [[ ! -d $data ]] || return 0
  rm -rf -- "$data.new"
  own_folder postgres "$data.new"
  own_file postgres "$data.password" <<< "$POSTGRES_PASSWORD"
  (cd / && as_user postgres "$POSTGRES_BIN/initdb" --pgdata="$data.new" --username=postgres --pwfile="$data.password" \
    --auth=scram-sha-256 --encoding=UTF8 --locale=C.UTF-8 --data-checksums) > "$log" 2>&1 ||
    fail "PostgreSQL could not make its data folder $data." "free the disk or mend what the log says, then try again." "$log"
  rm -f -- "$data.password"
  mv -- "$data.new" "$data"
}

# copy_primary PART: what that server had before is gone; the primary has all that was ever confirmed.
copy_primary() {
  local data=$DATA_DIR/$1 log=$RUN_DIR/logs/$1-copy.log
  is_running "$PRIMARY" || fail "$1 follows $PRIMARY, which does not run." "start that first: infra/run.sh --start-part $PRIMARY"
  rm -rf -- "$data" "$data.new"
  own_folder postgres "$data.new"
  (cd / && PGPASSWORD=$POSTGRES_PASSWORD as_user postgres "$POSTGRES_BIN/pg_basebackup" --host=127.0.0.1 \
    --port="$(postgres_port "$PRIMARY")" --username=postgres --pgdata="$data.new" --checkpoint=fast --write-recovery-conf) \
    > "$log" 2>&1 || fail "$PRIMARY could not be copied." "free the disk or mend what the log says, then try again." "$log"
  mv -- "$data.new" "$data"
}

# launch_postgres PART
launch_postgres() {
  local -a tls=()
  prepare_postgres "$1"
  if [[ $REDUNDANT == yes ]]; then
    tls=(-c ssl=on -c ssl_ca_file= -c ssl_cert_file="$DATA_DIR/tls/server.crt" -c ssl_key_file="$DATA_DIR/tls/postgres.key")
  fi
  launch "$1" postgres / "$POSTGRES_BIN/postgres" -D "$DATA_DIR/$1" \
    -c listen_addresses=127.0.0.1 -c port="$(postgres_port "$1")" -c unix_socket_directories= \
    -c max_connections=500 -c shared_buffers=256MB -c effective_cache_size=1GB -c jit=off \
    -c wal_compression=on -c max_wal_size=2GB -c wal_keep_size=256MB -c checkpoint_timeout=15min -c timezone=UTC "${tls[@]}"
}

# postgres_port PART
postgres_port() {
  local name=${1^^}_PORT
  name=${name//-/_}
  printf '%d' "${!name}"
}

# postgres_hosts: all servers, as Npgsql takes them.
postgres_hosts() {
  local part hosts=
  for part in "${POSTGRES_PARTS[@]}"; do hosts+=,127.0.0.1:$(postgres_port "$part"); done
  printf '%s' "${hosts:1}"
}

# postgres_answers [PART]: the primary, unless another is named.
postgres_answers() {
  "$POSTGRES_BIN/pg_isready" --quiet --host=127.0.0.1 --port="$(postgres_port "${1:-$PRIMARY}")"
}

postgres_answers_or_ended() { postgres_answers "$1" || is_gone "$1"; }

# await_postgres PART: a standby follows then, and no commit is confirmed any more before it is on the disk of both.
await_postgres() {
  if ! wait_until 60 postgres_answers_or_ended "$1" || is_gone "$1"; then
    fail "PostgreSQL did not start." "mend what the log says, then try again." "$RUN_DIR/logs/$1.log"
  fi
  [[ $1 != "$PRIMARY" ]] || return 0
  # A server that takes the primary's place has no standby at first.
  psql_at "$1" <<< 'ALTER SYSTEM RESET synchronous_standby_names; SELECT pg_reload_conf()' > /dev/null
  psql_at "$PRIMARY" <<< "ALTER SYSTEM SET synchronous_standby_names = '*'; SELECT pg_reload_conf()" > /dev/null
  wait_until 60 standby_follows || fail "$1 does not follow $PRIMARY." "mend what the log says." "$RUN_DIR/logs/$1.log"
}

standby_follows() { [[ $(psql_at "$PRIMARY" <<< 'SELECT count(*) FROM pg_stat_replication WHERE sync_state = '"'sync'") == 1 ]]; }

# promote_postgres PART: it is the primary from then on; the other follows it when it is started again.
promote_postgres() {
  local log=$RUN_DIR/logs/$1-promote.log
  (cd / && as_user postgres "$POSTGRES_BIN/pg_ctl" promote --pgdata="$DATA_DIR/$1" --wait) > "$log" 2>&1 ||
    fail "$1 could not be promoted." "mend what the log says." "$log"
  PRIMARY=$1
  save_instance
}

# fill_postgres_disk PART: moves its data to a small disk in memory, at the first time, and leaves no room there.
fill_postgres_disk() {
  local data=$DATA_DIR/$1 size
  (( EUID == 0 )) || fail "only root may mount the small disk that is filled." "run this as root."
  if ! mountpoint --quiet -- "$data"; then
    stop_together "$1"
    size=$(( $(du --summarize --block-size=1M -- "$data" | cut -f1) + 192 ))
    mv -- "$data" "$data.own"
    own_folder postgres "$data"
    printf '%s\n' "$data" >> "$RUN_DIR/small-disks"
    mount -t tmpfs -o "size=${size}m,mode=0700,uid=$(id -u postgres),gid=$(id -g postgres)" moderation "$data"
    cp --archive -- "$data.own/." "$data"
    launch_postgres "$1"
    wait_until 60 postgres_answers_or_ended "$1"
  fi
  head --bytes=1T /dev/zero > "$data/filler" 2>/dev/null || true
}

# free_postgres_disk PART: a server that ended for want of room is started again.
free_postgres_disk() {
  rm -f -- "$DATA_DIR/$1/filler"
  is_running "$1" || launch_postgres "$1"
  wait_until 60 postgres_answers_or_ended "$1"
}

# leave_small_disks: once everything has stopped, data go back to where they were.
leave_small_disks() {
  local data
  [[ -f $RUN_DIR/small-disks ]] || return 0
  while read -r data; do
    if mountpoint --quiet -- "$data"; then
      rm -f -- "$data/filler"
      rm -rf -- "$data.own"
      cp --archive -- "$data" "$data.own"
      umount -- "$data"
    fi
    rmdir -- "$data" && mv -- "$data.own" "$data"
  done < "$RUN_DIR/small-disks"
  rm -f -- "$RUN_DIR/small-disks"
}

# psql_at PART ARGUMENT…: as the superuser of this instance, who signs in with a password like everybody else.
psql_at() {
  PGPASSWORD=$POSTGRES_PASSWORD "$POSTGRES_BIN/psql" --host=127.0.0.1 --port="$(postgres_port "$1")" --username=postgres \
    --dbname=postgres --no-psqlrc --quiet --tuples-only --no-align --set=ON_ERROR_STOP=1 "${@:2}"
}

psql_as_owner() { psql_at "$PRIMARY" "$@"; }
