# Processes that belong to a system. One is recorded as its id in pids/NAME and its birth in births/NAME: ids are
# reused, so only the two together name a process.

read -r BOOT < /proc/sys/kernel/random/boot_id

# find_birth PID: sets BIRTH to the boot and the start time. Fails for a process that has ended, even if its parent has
# not collected it yet. While a thread of it lives, it holds its ports, though its first one may have ended.
find_birth() {
  local stat fields
  { read -r stat < "/proc/$1/stat"; } 2>/dev/null || return 1
  read -ra fields <<< "${stat##*) }"
  BIRTH="$BOOT ${fields[19]}"
  [[ ${fields[0]} != [ZX] ]] || (( fields[17] > 1 ))
}

# launch NAME USER FOLDER COMMAND…: starts it in a session of its own, so that Ctrl-C reaches the script alone. An empty
# USER is whoever runs the script.
launch() {
  local name=$1 user=$2 folder=$3 log=$RUN_DIR/logs/$1.log
  local -a as=()
  shift 3
  if (( EUID == 0 )) && [[ -n $user ]]; then
    as=(setpriv --reuid="$user" --regid="$user" --clear-groups --)
  fi
  [[ ! -f $log ]] || mv -f -- "$log" "$log.previous"
  (cd -- "$folder" && exec setsid "${as[@]}" "$@") > "$log" 2>&1 < /dev/null 9>&- &
  record "$name" $!
}

record() {
  BIRTH=
  find_birth "$2" || true
  printf '%s\n' "$BIRTH" > "$RUN_DIR/births/$1"
  printf '%d\n' "$2" > "$RUN_DIR/pids/$1"
}

is_running() {
  local pid birth
  { read -r pid < "$RUN_DIR/pids/$1" && read -r birth < "$RUN_DIR/births/$1"; } 2>/dev/null || return 1
  find_birth "$pid" && [[ $birth == "$BIRTH" ]]
}

is_gone() { ! is_running "$1"; }

# is_recorded NAME: it was started and nobody has stopped it since, whether or not it still lives.
is_recorded() { [[ -f $RUN_DIR/pids/$1 ]]; }

# ask_to_stop NAME SIGNAL: asks, and does not wait.
ask_to_stop() {
  if is_running "$1"; then kill -s "$2" "$(< "$RUN_DIR/pids/$1")" 2>/dev/null || true; fi
}

# kill_now NAME: with its children, as a power cut would, and waits until nothing of it runs.
kill_now() {
  local pid
  is_running "$1" || fail "$1 does not run." "start it first."
  pid=$(< "$RUN_DIR/pids/$1")
  # shellcheck disable=SC2046
  kill -s KILL "$pid" $(cat "/proc/$pid/task/"*/children) 2>/dev/null || true
  wait_until 10 is_gone "$1" || fail "$1 (process $pid) cannot be killed." "look at it with ps."
}

# finish NAME SECONDS: waits for the end, forces it when the time is over, and forgets the process.
finish() {
  if ! wait_until "$2" is_gone "$1"; then
    ask_to_stop "$1" KILL
    wait_until 10 is_gone "$1" || fail "$1 (process $(< "$RUN_DIR/pids/$1")) cannot be stopped." "look at it with ps."
  fi
  rm -f -- "$RUN_DIR/pids/$1" "$RUN_DIR/births/$1"
}
