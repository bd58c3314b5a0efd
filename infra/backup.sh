#!/usr/bin/env bash
# Backs up all databases of a system, as they are at one moment, while it runs.
set -euo pipefail
# shellcheck source=lib/load.sh
source "${BASH_SOURCE[0]%/*}/lib/load.sh"

usage() {
  cat <<'USAGE'
./infra/backup.sh FOLDER              back up all databases into a new folder below FOLDER, named after the moment
./infra/backup.sh FOLDER --nights N   and then delete backups that are older than so many days (7)

It becomes visible under its name when it is whole, was read back and is on the disk; one that fails leaves those before as they
are. Secrets are in no backup: keys.txt names the keys without which a restored system cannot read its data. Copy the file of
secrets once, and keep it apart.

Environment
  MODERATION_RUN_DIR     the system that infra/run.sh started (.run); or a server of your own:
  PGHOST, PGPORT, PGUSER, PGPASSWORD, PGPASSFILE   a superuser's, as psql takes them
  MODERATION_SECRETS     the file with that server's secrets
  MODERATION_DATABASES   which of the databases there are: "intake classifier moderator publisher site"
USAGE
}

# In this order: of what two databases know, the later one knows at least as much, so nothing is shown of which Moderator does
# not know.
ORDER=(site publisher intake classifier moderator)

# hold_snapshots: takes the moment of all databases within milliseconds of one another, and keeps it open.
hold_snapshots() {
  local database pipe answers session
  for database in "${ORDER[@]}"; do
    pipe=$PARTIAL/.pipe
    mkfifo -- "$pipe"
    exec {answers}<> "$pipe"
    exec {session}> >(
      exec "$POSTGRES_BIN/psql" --dbname="$database" --no-psqlrc --no-password --quiet --tuples-only --no-align \
        --set=ON_ERROR_STOP=1 >&"$answers" 2>&1
    )
    rm -f -- "$pipe"
    ANSWERS[$database]=$answers SESSIONS[$database]=$session
    ask "$database" "SET idle_in_transaction_session_timeout = 0;
      BEGIN ISOLATION LEVEL REPEATABLE READ READ ONLY; SELECT 'open';"
    [[ $REPLY == open ]] || fail "the database $database cannot be read: $REPLY" "name those that exist in MODERATION_DATABASES."
  done
  for database in "${ORDER[@]}"; do
    ask "$database" 'SELECT pg_export_snapshot();'
    SNAPSHOTS[$database]=$REPLY
  done
}

# ask DATABASE SQL: sets REPLY to the first line of the answer.
ask() {
  printf '%s\n' "$2" >&"${SESSIONS[$1]}" || true
  read -r -t 60 -u "${ANSWERS[$1]}" || fail "the database $1 has not answered in a minute." "look at the server's load and locks."
}

dump() {
  local database=$1 log=$PARTIAL/.log
  "$POSTGRES_BIN/pg_dump" --dbname="$database" --no-password --format=custom --snapshot="${SNAPSHOTS[$database]}" \
    --lock-wait-timeout=60000 --file="$PARTIAL/$database.dump" > "$log" 2>&1 ||
    fail "the database $database could not be dumped." "mend what it says: a full disk, or a migration at work." "$log"
}

# read_back: every byte of every dump, as a restore would.
read_back() {
  local database log=$PARTIAL/.log
  for database in "${ORDER[@]}"; do
    "$POSTGRES_BIN/pg_restore" --file=/dev/null "$PARTIAL/$database.dump" > "$log" 2>&1 ||
      fail "the dump of $database cannot be read back." "look at the disk." "$log"
  done
}

describe() {
  : > "$PARTIAL/keys.txt"
  [[ ! -f ${MODERATION_SECRETS:-} ]] || key_prints "$MODERATION_SECRETS" > "$PARTIAL/keys.txt"
  {
    printf 'taken at %s\n' "$(date --utc --iso-8601=seconds)"
    printf 'by PostgreSQL %s\n' "$(query postgres 'SHOW server_version')"
    printf 'databases %s\n' "${ORDER[*]}"
  } > "$PARTIAL/about.txt"
  (cd -- "$PARTIAL" && rm -f .log && sha256sum -- * > SHA256SUMS && sync -- ./* .)
}

# publish: from here on there is one more backup.
publish() {
  mv --no-target-directory -- "$PARTIAL" "$BACKUP"
  sync -- "$FOLDER"
}

# forget_old: by their names. The one that was just made stays whatever its age.
forget_old() {
  local backup oldest
  oldest=$(date --utc --date="$NIGHTS days ago" +%Y%m%dT%H%M%SZ)
  for backup in "$FOLDER"/[0-9]*Z; do
    if [[ ${backup##*/} =~ ^[0-9]{8}T[0-9]{6}Z$ && ${backup##*/} < $oldest && $backup != "$BACKUP" ]]; then
      rm -rf -- "$backup"
      say "Deleted, older than $NIGHTS days: $backup"
    fi
  done
}

at_end() { [[ -z $PARTIAL ]] || rm -rf -- "$PARTIAL"; }

NIGHTS=7 PARTIAL=
declare -A ANSWERS SESSIONS SNAPSHOTS
case "${1:-} $#" in
  '--help 1')
    usage
    exit
    ;;
  -*) usage_error "unknown argument: $1" "$0" ;;
  *' 1') ;;
  *' 3')
    [[ $2 == --nights ]] || usage_error "unknown argument: $2" "$0"
    [[ $3 =~ ^[1-9][0-9]{0,3}$ ]] || usage_error "--nights needs a number from 1 to 9999, not '$3'" "$0"
    NIGHTS=$3
    ;;
  *) usage_error "name the folder for backups, and nothing else but --nights N" "$0" ;;
esac
umask 077
open_server
mapfile -t ORDER < <(for name in "${ORDER[@]}"; do ! has_database "$name" || printf '%s\n' "$name"; done)
mkdir -p -- "$1" 2>/dev/null || true
[[ -w $1 ]] || fail "$1 cannot be written to." "name a folder of this user's on a disk with room."
FOLDER=$(cd -- "$1" && pwd)
exec 9> "$FOLDER/.lock"
flock --nonblock 9 || fail "another backup into $FOLDER is at work." "wait for it, or end it."
trap at_end EXIT
trap 'exit 130' INT TERM HUP
# What a crash left behind.
rm -rf -- "$FOLDER"/*.partial
BACKUP=$FOLDER/$(date --utc +%Y%m%dT%H%M%SZ) PARTIAL=$FOLDER/$(date --utc +%Y%m%dT%H%M%SZ).partial
mkdir -- "$PARTIAL"
step "One moment of all databases" hold_snapshots
for database in "${ORDER[@]}"; do step "$database" dump "$database"; done
step "Reading it back" read_back
describe
publish
forget_old
say "Backup: $BACKUP"
[[ -s $BACKUP/keys.txt ]] || say "No file of secrets was named in MODERATION_SECRETS: keys.txt is empty."
