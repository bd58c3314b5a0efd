# Builds what is tested and runs the test projects side by side: most tests wait, so that they share two cores well.

# Test projects that start a whole system of their own, which lives in a folder of their name below .run.
SYSTEM_PROJECTS=(EndToEnd.Tests Faults.Tests)

# Begun first, since they take longest.
LONG_PROJECTS=("${SYSTEM_PROJECTS[@]}" Moderator.Tests Classifier.Tests Intake.Tests Publisher.Tests)

# They compute, or train models: code that runs often is compiled a second time, with optimisations.
COMPUTING_PROJECTS=(Classifier.Tests Text.Tests EndToEnd.Tests)

# Names by process id of what runs at the moment.
declare -A RUNNING=()

# How many projects run at a time, and how many tests of one project.
PROJECTS_AT_ONCE=3
TESTS_AT_ONCE=3

# find_tests FAST [NAME…]: sets TESTS to the named projects, or to all, and BUILDS to what must be built for them.
# FAST is yes to leave out those that start a whole system.
find_tests() {
  local fast=$1 name
  shift
  TESTS=()
  BUILDS=()
  for name in "$@"; do
    [[ -f $PROJECT/tests/$name/$name.csproj ]] || usage_error "unknown test project: $name" "$0"
    TESTS+=("$name")
    BUILDS+=("$PROJECT/tests/$name")
  done
  if (( $# )); then return; fi
  BUILDS+=("$PROJECT/Moderation.sln")
  for name in "${LONG_PROJECTS[@]}" $(cd -- "$PROJECT/tests" && printf '%s\n' *.Tests); do
    if [[ " ${TESTS[*]} " == *" $name "* ]]; then continue; fi
    if [[ $fast == yes ]] && has_system "$name"; then continue; fi
    TESTS+=("$name")
  done
}

has_system() { [[ " ${SYSTEM_PROJECTS[*]} " == *" $1 "* ]]; }

# has_any_system: sets BUILD_DIR to where the systems will find their services, built already, so that they start at once.
has_any_system() {
  local name
  find_build
  for name in "${TESTS[@]}"; do
    if has_system "$name"; then return 0; fi
  done
  return 1
}

# run_tests: the last line is `N passed, N failed`. A whole run also checks the code's style.
run_tests() {
  local name pid style=0 passed=0 failed=0
  # The variables name the servers to the tests, which run in this script's environment.
  set -a
  # shellcheck source=/dev/null
  source "$RUN_DIR/parts.env"
  # Processes that live for seconds end before profiles of their methods pay.
  DOTNET_TieredPGO=0
  set +a
  mkdir -p -- "$RUN_DIR/results"
  step "Building" build_tests
  if has_any_system; then step "Building the services" build_services; fi
  printf '\n  Order of the tests: --seed %d\n\n' "$SEED"
  if [[ ${BUILDS[0]} == *.sln ]]; then launch_style_check; fi
  for name in "${TESTS[@]}"; do
    while (( ${#RUNNING[@]} >= PROJECTS_AT_ONCE )); do await_project; done
    launch_project "$name"
  done
  while (( ${#RUNNING[@]} )); do await_project; done
  (( style == 0 )) ||
    printf '\nThe white space differs from .editorconfig: run dotnet format whitespace. The list: %s\n' "$RUN_DIR/logs/style.log"
  show_slowest
  printf '\n%d passed, %d failed\n' "$passed" "$failed"
  (( failed == 0 && style == 0 )) || exit 1
}

# build_tests: unless neither the sources nor what was built from them has changed since.
build_tests() {
  local build state log=$RUN_DIR/logs/build.log
  mkdir -p -- "$RUN_DIR/built"
  : > "$log"
  for build in "${BUILDS[@]}"; do
    state=$RUN_DIR/built/${build##*/}
    if [[ -f $state && $(build_state) == "$(< "$state")" ]]; then continue; fi
    dotnet build "$build" --configuration Release -maxCpuCount -nodeReuse:false -p:UseSharedCompilation=false \
      -p:RestoreLockedMode=true >> "$log" 2>&1 || fail "${build##*/} does not build." "mend what the log says." "$log"
    build_state > "$state"
  done
}

build_state() {
  fingerprint services tests Directory.Build.props Directory.Packages.props global.json BannedSymbols.txt .editorconfig \
    Moderation.sln
  stat --format='%n %Y %s' "$PROJECT"/{services,tests}/*/bin/Release/net10.0/Moderation.*.dll
}

# launch_style_check: the build enforces all of .editorconfig but white space.
launch_style_check() {
  dotnet format whitespace --folder "$PROJECT" --verify-no-changes > "$RUN_DIR/logs/style.log" 2>&1 < /dev/null &
  RUNNING[$!]=style
}

# launch_project NAME: what it says goes to a log of its own. A test that hangs ends itself (tests/TimeLimit.cs).
launch_project() {
  local counting=0
  if [[ " ${COMPUTING_PROJECTS[*]} " == *" $1 "* ]]; then counting=1; fi
  rm -f -- "$RUN_DIR/results/$1.xml"
  # Without counts of calls nothing is compiled a second time: a quarter less processor time where most of it is starts.
  DOTNET_TC_CallCounting=$counting \
    dotnet exec "$PROJECT/tests/$1/bin/Release/net10.0/Moderation.$1.dll" ":$SEED" -result-xml "$RUN_DIR/results/$1.xml" \
    -maxThreads "$TESTS_AT_ONCE" -longRunning 60 -failSkips -noLogo -noColor > "$RUN_DIR/logs/$1.log" 2>&1 < /dev/null &
  RUNNING[$!]=$1
}

# await_project: waits for one of those that run, says how it ended, and adds its counts to passed and failed.
await_project() {
  local pid name code=0
  wait -n -p pid "${!RUNNING[@]}" || code=$?
  name=${RUNNING[$pid]}
  unset "RUNNING[$pid]"
  if [[ $name == style ]]; then style=$code; else count_project "$name" "$code"; fi
}

# count_project NAME CODE: a test that is skipped has not been run, and so it fails.
count_project() {
  local name=$1 code=$2 results=$RUN_DIR/results/$1.xml log=$RUN_DIR/logs/$1.log ran_well ran_badly
  ran_well=$(value_of passed "$results")
  ran_badly=$(( $(value_of failed "$results") + $(value_of errors "$results") ))
  if (( ran_badly == 0 && (code != 0 || ran_well == 0) )); then
    printf '\n%s ran %d tests and ended with code %d: that counts as one failed. The end of %s:\n' \
      "$name" "$ran_well" "$code" "$log"
    show_end "$log"
    ran_badly=1
  elif (( ran_badly )); then
    show_failures "$name" "$log"
  fi
  printf '  %-22s %5d passed, %d failed  %7s s\n' "$name" "$ran_well" "$ran_badly" "$(value_of time "$results")"
  passed=$(( passed + ran_well )) failed=$(( failed + ran_badly ))
}

# show_failures NAME LOG: what the runner said of each, without what the services wrote meanwhile.
show_failures() {
  printf '\n%s failed; the whole log is %s\n' "$1" "$2"
  awk '/^    [^ ].*\[FAIL\]$/ { shown = 1 } !/^    / { shown = 0 } shown' "$2"
  printf '\n'
}

# show_slowest: the ten tests that took longest, of all projects that ran.
show_slowest() {
  printf '\n  The slowest tests\n'
  (
    cd -- "$RUN_DIR/results"
    cat -- "${TESTS[@]/%/.xml}" 2>/dev/null | grep -o '<test [^>]*>' |
      sed -E 's/.* name="Moderation\.([^"]*)".* time="([^"]*)".*/\2 \1/; s/\\?&quot;/"/g; s/&lt;/</g; s/&gt;/>/g; s/&amp;/\&/g' |
      sort -rn | head -n 10 | while read -r seconds name; do printf '  %7.1f s  %s\n' "$seconds" "${name:0:160}"; done
  ) || true
}

# end_projects: those that still run, and the systems that they have started.
end_projects() {
  local pid name
  for pid in "${!RUNNING[@]}"; do kill -TERM "$pid" 2>/dev/null; done
  for pid in "${!RUNNING[@]}"; do
    wait "$pid"
    name=${RUNNING[$pid]}
    if has_system "$name"; then MODERATION_RUN_DIR=$PROJECT/.run/$name "$PROJECT/infra/stop.sh"; fi
  done
}

# value_of ATTRIBUTE RESULTS: what the results say of the whole assembly.
value_of() {
  local assembly
  assembly=$(grep -o -m 1 '<assembly [^>]*>' "$2" 2>/dev/null | head -n 1) || true
  if [[ $assembly =~ \ $1=\"([0-9.]+)\" ]]; then printf '%s' "${BASH_REMATCH[1]}"; else printf 0; fi
}
