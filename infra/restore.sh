#!/usr/bin/env bash
# Puts a backup into a server: an empty one, or in place of what is there.
set -euo pipefail
# shellcheck source=lib/load.sh
source "${BASH_SOURCE[0]%/*}/lib/load.sh"

usage() {
  cat <<'USAGE'
./infra/restore.sh BACKUP   put a folder that infra/backup.sh made into a server that has none of its databases yet, or empty ones

  --replace      in place of what these databases hold, which is deleted when all of the backup is there, and not before
  --other-keys   although the keys at hand are not those of the backup: what they had sealed stays unreadable

All is restored beside what is there, and changes places with it in one transaction. Roles and their passwords are made from the
secrets. The services must be stopped, and PostgreSQL running.

Environment: as for infra/backup.sh; MODERATION_SECRETS is needed with PGHOST.
USAGE
}

# check_backup: that all of it is there, as it was written, and can be read by this server's programs.
check_backup() {
  local database log=$WORK/backup.log
  [[ -f $BACKUP/SHA256SUMS ]] || fail "$BACKUP is no backup: it has no SHA256SUMS." "name a folder that infra/backup.sh made."
  for database in "${DATABASES[@]}"; do
    grep -q " $database\.dump\$" "$BACKUP/SHA256SUMS" ||
      fail "the backup has no database $database." "leave it out by MODERATION_DATABASES, if it was left out then."
  done
  (cd -- "$BACKUP" && sha256sum --check --strict --quiet SHA256SUMS) > "$log" 2>&1 ||
    fail "the backup is not as it was written." "take another one, or another copy of it." "$log"
  for database in "${DATABASES[@]}"; do
    "$POSTGRES_BIN/pg_restore" --list "$BACKUP/$database.dump" > /dev/null 2> "$log" ||
      fail "the dump of $database cannot be read." "install programs of PostgreSQL as new as those it was made by." "$log"
  done
}

check_keys() {
  local name print
  [[ -f ${MODERATION_SECRETS:-} ]] ||
    fail "the secrets are missing: ${MODERATION_SECRETS:-MODERATION_SECRETS is not set}." \
      "put back the file that is kept apart from backups."
  # shellcheck source=/dev/null
  source "$MODERATION_SECRETS"
  while read -r name print; do
    if [[ -z $OTHER_KEYS && -n ${!name:-} ]] && ! grep -qx "$name $print" <(key_prints "$MODERATION_SECRETS"); then
      fail "$name is another key than when the backup was made: what it had sealed could not be read." \
        "put back the file of secrets of that time, or go on without by --other-keys."
    fi
  done < "$BACKUP/keys.txt"
}

# check_place: nothing is lost by mistake, and nobody is at work there.
check_place() {
  local database name
  name=$(query postgres "SELECT usename || ' in ' || datname FROM pg_stat_activity
    WHERE datname IN ($(quoted "${DATABASES[@]}")) LIMIT 1")
  [[ -z $name ]] || fail "somebody is at work there: $name." "stop the services, then try again."
  name=$(query postgres "SELECT datname FROM pg_database WHERE datname IN ($(quoted "${DATABASES[@]/%/_replaced}")) LIMIT 1")
  [[ -z $name ]] || fail "the database $name was left by a restore that was cut short." "look at it, and drop it."
  for database in "${DATABASES[@]}"; do
    if [[ -z $REPLACE ]] && is_filled "$database"; then
      fail "the database $database is not empty." "restore into an empty server, or replace what is there by --replace."
    fi
  done
}

quoted() {
  local IFS=,
  local -a names=("${@/#/\'}")
  printf '%s' "${names[*]/%/\'}"
}

# is_filled DATABASE: what cannot be asked is not taken for empty.
is_filled() {
  local found
  found=$(query postgres "SELECT 1 FROM pg_database WHERE datname = '$1'") || fail "PostgreSQL has gone away." "try again."
  [[ -n $found ]] || return 1
  found=$(query "$1" "SELECT 1 FROM pg_tables WHERE schemaname NOT IN ('pg_catalog', 'information_schema') LIMIT 1") ||
    fail "the database $1 cannot be looked into." "mend what PostgreSQL says of it."
  [[ -n $found ]]
}

make_roles() {
  local log=$WORK/roles.log
  databases_sql | "$POSTGRES_BIN/psql" --dbname=postgres --no-psqlrc --no-password --quiet --set=ON_ERROR_STOP=1 \
    > "$log" 2>&1 || fail "the databases and their roles could not be made." "mend what it says." "$log"
}

# restore DATABASE: beside its place, as its owner.
restore() {
  local log=$WORK/$1.log
  query postgres "DROP DATABASE IF EXISTS $1_restored"
  query postgres "CREATE DATABASE $1_restored OWNER $1_owner TEMPLATE template0"
  "$POSTGRES_BIN/pg_restore" --dbname="$1_restored" --no-password --exit-on-error --no-owner --role="$1_owner" --jobs=2 \
    "$BACKUP/$1.dump" > "$log" 2>&1 ||
    fail "the database $1 could not be restored." "mend what it says; nothing was replaced." "$log"
  query "$1_restored" ANALYZE
}

# change_places: all at once, or none.
change_places() {
  local database log=$WORK/places.log sql=
  for database in "${DATABASES[@]}"; do
    sql+="ALTER DATABASE $database RENAME TO ${database}_replaced; ALTER DATABASE ${database}_restored RENAME TO $database; "
  done
  query postgres "BEGIN; $sql COMMIT" > "$log" 2>&1 ||
    fail "the restored databases could not take their places." "stop what is connected to the old ones, then try again." "$log"
  for database in "${DATABASES[@]}"; do query postgres "DROP DATABASE ${database}_replaced"; done
  make_roles
}

# forget_marks: infra/run.sh remembers which tables are up to date, and that there is a first moderator.
forget_marks() {
  local data
  [[ -n ${RUN_DIR:-} ]] || return 0
  for data in "$RUN_DIR/data" "/var/lib/moderation-$INSTANCE"; do
    [[ -d $data ]] || continue
    rm -f -- "$data"/migrated-*
    : > "$data/first-moderator"
  done
}

# at_end: what is half restored goes; of another restore, which check_place found, nothing does.
at_end() {
  local database
  rm -rf -- "$WORK"
  [[ -n $BEGUN ]] || return 0
  for database in "${DATABASES[@]}"; do
    query postgres "DROP DATABASE IF EXISTS ${database}_restored" > /dev/null 2>&1 || true
  done
}

BACKUP='' REPLACE='' OTHER_KEYS='' BEGUN=''
for argument in "$@"; do
  case $argument in
    --help)
      usage
      exit
      ;;
    --replace) REPLACE=yes ;;
    --other-keys) OTHER_KEYS=yes ;;
    -*) usage_error "unknown argument: $argument" "$0" ;;
    *)
      [[ -z $BACKUP ]] || usage_error "name one backup" "$0"
      BACKUP=$argument
      ;;
  esac
done
[[ -n $BACKUP ]] || usage_error "name the backup" "$0"
umask 077
WORK=$(mktemp -d)
trap at_end EXIT
trap 'exit 130' INT TERM HUP
open_server
step "The backup is whole" check_backup
check_keys
check_place
BEGUN=yes
make_roles
for database in "${DATABASES[@]}"; do step "$database" restore "$database"; done
step "Changing places" change_places
forget_marks
cat <<NEXT

  Restored: $BACKUP, taken at $(sed -n 's/^taken at //p' "$BACKUP/about.txt").
  Start the services, let Moderator verify its log (verify-log), and let Publisher send again what has changed since then
  (resend --since). Readers' requests to erase of a later time have to be carried out once more.
NEXT
