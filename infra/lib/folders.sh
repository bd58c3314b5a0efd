# Where a system keeps what it has: RUN_DIR for settings, logs and process ids, DATA_DIR for the two servers' data.

# open_run_dir FOLDER: sets RUN_DIR. It is traversable, because the servers' users must reach their data through it.
open_run_dir() {
  local writable=$1
  while [[ ! -e $writable ]]; do writable=$(dirname -- "$writable"); done
  [[ -w $writable ]] || fail "$writable belongs to another user." \
    "run this as that user, or set MODERATION_RUN_DIR to a folder of your own."
  mkdir -p -- "$1"
  RUN_DIR=$(cd -- "$1" && pwd)
  chmod 711 -- "$RUN_DIR"
  install -d -m 700 -- "$RUN_DIR/logs" "$RUN_DIR/pids" "$RUN_DIR/births"
}

# as_user USER COMMAND…: PostgreSQL refuses to run as root, so root steps down; anybody else stays who they are.
as_user() {
  local user=$1
  shift
  if (( EUID == 0 )); then
    setpriv --reuid="$user" --regid="$user" --clear-groups -- "$@"
  else
    "$@"
  fi
}

# open_data_dir: sets DATA_DIR, and leaves it where it was once made.
open_data_dir() {
  local elsewhere=/var/lib/moderation-$INSTANCE
  if [[ -d $elsewhere ]]; then
    DATA_DIR=$elsewhere
  else
    DATA_DIR=$RUN_DIR/data
    install -d -m 711 -- "$DATA_DIR"
  fi
  if ! (cd / && as_user postgres test -x "$DATA_DIR" && as_user rabbitmq test -x "$DATA_DIR"); then
    rmdir -- "$DATA_DIR" 2>/dev/null || fail "the users postgres and rabbitmq cannot reach $DATA_DIR any more." \
      "make every folder above it traversable again (chmod o+x)."
    DATA_DIR=$elsewhere
    install -d -m 711 -- "$DATA_DIR"
    say "A folder above $RUN_DIR is closed to other users: the data is kept in $DATA_DIR."
  fi
}

# own_folder USER FOLDER: makes the folder for that user alone.
own_folder() {
  install -d -m 700 -- "$2"
  if (( EUID == 0 )); then chown "$1:$1" -- "$2"; fi
}

# own_file USER FILE: writes standard input to a file that only that user reads; an empty USER is whoever runs the script.
own_file() {
  (umask 077 && cat > "$2")
  if (( EUID == 0 )) && [[ -n $1 ]]; then chown "$1:$1" -- "$2"; fi
}

# take_turn: one script at a time changes a system.
take_turn() {
  exec 9> "$RUN_DIR/lock"
  flock --timeout 300 9 || fail "another script has been working on $RUN_DIR for five minutes." \
    "wait for it, or end it, and try again."
}

end_turn() { exec 9>&-; }
