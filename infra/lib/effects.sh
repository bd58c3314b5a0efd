# What install.sh does to a machine goes through here, so that --dry-run can say it instead, and a second run changes nothing.

# run COMMAND…
run() {
  if [[ $DRY_RUN == yes ]]; then printf 'would run: %s\n' "$*"; else "$@"; fi
}

# put FILE MODE OWNER: writes standard input there, whole or not at all. Sets CHANGED[FILE] if it was not so already.
put() {
  local file=$1 mode=$2 owner=$3 text
  text=$(cat; printf x)
  text=${text%x}
  if [[ $DRY_RUN == yes ]]; then
    printf 'would write: %s (%s, %s)\n' "$file" "$mode" "$owner"
    sed 's/^/  | /' <<< "${text%$'\n'}"
    return
  fi
  if [[ -f $file && $(stat --format='%a %U:%G' "$file") == "${mode#0} $owner" ]]; then
    ! cmp --silent - "$file" < <(printf '%s' "$text") || return 0
  fi
  mkdir -p -- "${file%/*}"
  (umask 077 && printf '%s' "$text" > "$file.new")
  chown "$owner" -- "$file.new"
  chmod "$mode" -- "$file.new"
  mv -- "$file.new" "$file"
  CHANGED[$file]=yes
  say "Written: $file"
}

# remove FILE…
remove() {
  local file
  for file in "$@"; do
    if [[ -e $file || -L $file || $DRY_RUN == yes ]]; then run rm -rf -- "$file"; fi
  done
}

# What is put at the end of a pipe is remembered here, not in a subshell.
shopt -s lastpipe
declare -A CHANGED=()
DRY_RUN=no
