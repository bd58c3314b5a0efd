# A private PostgreSQL on loopback. Everything is durable: what a reader sent is never lost.

# find_postgres: sets POSTGRES_BIN to the programs of the newest version here.
find_postgres() {
  local folders=(/usr/lib/postgresql/*/bin)
  POSTGRES_BIN=$(printf '%s\n' "${folders[@]}" | sort -V | tail -n 1)
  [[ -x $POSTGRES_BIN/initdb ]]
}

# prepare_postgres: makes the data folder beside its place and moves it there whole, so that a broken start leaves none.
prepare_postgres() {
  local data=$DATA_DIR/postgres log=$RUN_DIR/logs/initdb.log
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

launch_postgres() {
  prepare_postgres
  launch postgres postgres / "$POSTGRES_BIN/postgres" -D "$DATA_DIR/postgres" \
    -c listen_addresses=127.0.0.1 -c port="$POSTGRES_PORT" -c unix_socket_directories= \
    -c max_connections=500 -c shared_buffers=256MB -c effective_cache_size=1GB -c jit=off \
    -c wal_compression=on -c max_wal_size=2GB -c checkpoint_timeout=15min -c timezone=UTC
}

postgres_answers() { "$POSTGRES_BIN/pg_isready" --quiet --host=127.0.0.1 --port="$POSTGRES_PORT"; }

postgres_answers_or_ended() { postgres_answers || is_gone postgres; }

await_postgres() {
  if ! wait_until 60 postgres_answers_or_ended || is_gone postgres; then
    fail "PostgreSQL did not start." "mend what the log says, then try again." "$RUN_DIR/logs/postgres.log"
  fi
}

# psql_as_owner ARGUMENT…: as the superuser of this instance, who signs in with a password like everybody else.
psql_as_owner() {
  PGPASSWORD=$POSTGRES_PASSWORD "$POSTGRES_BIN/psql" --host=127.0.0.1 --port="$POSTGRES_PORT" --username=postgres \
    --dbname=postgres --no-psqlrc --quiet --tuples-only --set=ON_ERROR_STOP=1 "$@"
}
