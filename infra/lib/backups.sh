# What backup.sh and restore.sh share: how the server is reached, and what a backup is. It is a folder named after its moment
# (20261130T020000Z) that holds a dump of each database, keys.txt, about.txt and SHA256SUMS.

# open_server: the server that libpq's variables name (PGHOST, PGPORT, PGUSER, PGPASSWORD or PGPASSFILE), with the secrets that
# MODERATION_SECRETS names; without PGHOST the system of MODERATION_RUN_DIR. MODERATION_DATABASES leaves databases out.
open_server() {
  if [[ -z ${PGHOST:-} ]]; then
    RUN_DIR=${MODERATION_RUN_DIR:-$PROJECT/.run}
    [[ -f $RUN_DIR/instance.env && -f $RUN_DIR/secrets.env ]] ||
      fail "no system was ever started in $RUN_DIR." "name its folder in MODERATION_RUN_DIR, or a server of your own in PGHOST."
    # shellcheck source=/dev/null
    source "$RUN_DIR/instance.env"
    MODERATION_SECRETS=${MODERATION_SECRETS:-$RUN_DIR/secrets.env}
    # shellcheck source=/dev/null
    source "$RUN_DIR/secrets.env"
    PGPORT=$(postgres_port "${PRIMARY:-postgres}")
    export PGHOST=127.0.0.1 PGPORT PGUSER=postgres PGPASSWORD=${PGPASSWORD:-$POSTGRES_PASSWORD}
  fi
  export PGCONNECT_TIMEOUT=10 PGAPPNAME=${0##*/}
  choose_databases
  find_postgres || POSTGRES_BIN=$(dirname -- "$(command -v psql)") ||
    fail "PostgreSQL's programs are missing." "install postgresql-client, of the server's version or later."
  local refusal
  refusal=$(query postgres 'SELECT 1' 2>&1 > /dev/null) ||
    fail "PostgreSQL at $PGHOST does not let ${PGUSER:-this user} in: ${refusal:-no reason given}" \
      "start it, or mend PGHOST, PGPORT, PGUSER and PGPASSWORD."
}

choose_databases() {
  local name
  local -a chosen
  [[ -n ${MODERATION_DATABASES:-} ]] || return 0
  read -ra chosen <<< "$MODERATION_DATABASES"
  for name in "${chosen[@]}"; do
    has_database "$name" ||
      fail "MODERATION_DATABASES names '$name', which is no database of this system." "name some of: ${DATABASES[*]}"
  done
  DATABASES=("${chosen[@]}")
}

# query DATABASE SQL: the rows, columns separated by |.
query() {
  "$POSTGRES_BIN/psql" --dbname="$1" --no-psqlrc --no-password --quiet --tuples-only --no-align --set=ON_ERROR_STOP=1 \
    --command="$2"
}

# key_prints FILE: the name of each key that stored data cannot be read without, with a print of its value, by which it is
# recognised and from which it cannot be guessed: keys are 32 random bytes.
key_prints() {
  (
    # shellcheck source=/dev/null
    source "$1"
    for name in $(compgen -v KEY_ | LC_ALL=C sort); do
      printf '%s %s\n' "$name" "$(printf '%s' "${!name}" | sha256sum | cut -c1-16)"
    done
  )
}
