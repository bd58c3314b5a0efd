# What the scripts tell people: each step with its time, each failure with what to do about it.

# seconds_since BEGAN: BEGAN is an EPOCHREALTIME without its separator, in microseconds.
seconds_since() {
  local took=$(( ${EPOCHREALTIME/[.,]/} - $1 ))
  printf '%d.%d' $(( took / 1000000 )) $(( took % 1000000 / 100000 ))
}

# step LABEL COMMAND…: runs the command and prints how long it took.
step() {
  local label=$1 began=${EPOCHREALTIME/[.,]/}
  shift
  printf '  %-46s' "$label"
  "$@"
  printf '%7s s\n' "$(seconds_since "$began")"
}

say() { printf '  %s\n' "$*"; }

# fail PROBLEM [WHAT TO DO [LOG]]: says it, with the end of the log, and ends the script.
fail() {
  {
    printf '\n\nERROR: %s\n' "$1"
    if [[ -n ${3:-} && -s $3 ]]; then
      printf '\nThe last lines of %s:\n' "$3"
      show_end "$3"
    fi
    [[ -z ${2:-} ]] || printf '\nWhat to do: %s\n' "$2"
  } >&2
  exit 1
}

# show_end LOG: its last lines without the frames of stack traces, which hide the cause.
show_end() { tail -n 60 -- "$1" | grep -v '^ *at ' | tail -n 12 | cut -c 1-300 | sed 's/^/  | /'; }

# usage_error PROBLEM SCRIPT: for arguments that the script does not know.
usage_error() {
  printf 'ERROR: %s\nSee %s --help.\n' "$1" "$2" >&2
  exit 2
}

# wait_until SECONDS CONDITION…: returns 1 when the condition has not come true in time.
wait_until() {
  local end=$(( SECONDS + $1 ))
  shift
  until "$@"; do
    (( SECONDS < end )) || return 1
    sleep 0.3
  done
}
