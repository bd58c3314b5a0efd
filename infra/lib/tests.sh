# Builds the solution once and runs its test projects one after the other: they share two cores and two servers.

# find_tests [NAME…]: sets TESTS to the named projects, or to all, and BUILDS to what must be built for them.
# The end-to-end tests come last.
find_tests() {
  local name
  TESTS=()
  BUILDS=()
  if (( $# )); then
    for name in "$@"; do
      [[ -f $PROJECT/tests/$name/$name.csproj ]] || usage_error "unknown test project: $name" "$0"
      TESTS+=("$name")
      BUILDS+=("$PROJECT/tests/$name")
    done
  else
    BUILDS+=("$PROJECT/Moderation.sln")
    for name in "$PROJECT"/tests/*.Tests; do
      name=${name##*/}
      [[ $name == EndToEnd.Tests ]] || TESTS+=("$name")
    done
    TESTS+=(EndToEnd.Tests)
  fi
}

# run_tests: the last line is `N passed, N failed`. A whole run also checks the code's style.
run_tests() {
  local name passed=0 failed=0 style=0
  # The variables name the servers to the tests, which run in this script's environment.
  set -a
  # shellcheck source=/dev/null
  source "$RUN_DIR/parts.env"
  set +a
  mkdir -p -- "$RUN_DIR/results"
  step "Building" build_tests
  [[ ${BUILDS[0]} != *.sln ]] || step "Checking the code style" check_style
  for name in "${TESTS[@]}"; do run_project "$name"; done
  (( style == 0 )) || printf '\nThe code style differs from .editorconfig: run dotnet format. The list: %s\n' "$RUN_DIR/logs/style.log"
  printf '\n%d passed, %d failed\n' "$passed" "$failed"
  (( failed == 0 && style == 0 )) || exit 1
}

build_tests() {
  local build log=$RUN_DIR/logs/build.log
  : > "$log"
  for build in "${BUILDS[@]}"; do
    dotnet build "$build" --configuration Release -maxCpuCount -nodeReuse:false -p:UseSharedCompilation=false \
      >> "$log" 2>&1 || fail "${build##*/} does not build." "mend what the log says." "$log"
  done
}

# check_style: sets style to 1 when the code differs from .editorconfig; the tests still run.
check_style() {
  dotnet format "$PROJECT/Moderation.sln" --verify-no-changes --no-restore > "$RUN_DIR/logs/style.log" 2>&1 || style=1
}

# run_project NAME: adds its counts to passed and failed. A test that is skipped has not been run, and so it fails.
# What hangs is named after two minutes and ended after twenty.
run_project() {
  local name=$1 results=$RUN_DIR/results/$1.xml code=0 ran_well ran_badly
  printf '\n== %s\n' "$name"
  rm -f -- "$results"
  timeout --foreground --kill-after=30 1200 dotnet exec "$PROJECT/tests/$name/bin/Release/net10.0/Moderation.$name.dll" \
    -result-xml "$results" -longRunning 120 -failSkips -noLogo -noColor < /dev/null || code=$?
  # Tests that were ended by force have left the system running that they had started.
  if (( code >= 124 )) && [[ $name == EndToEnd.Tests ]]; then MODERATION_RUN_DIR=$PROJECT/.run/end-to-end "$PROJECT/infra/stop.sh"; fi
  ran_well=$(sum_of passed "$results")
  ran_badly=$(( $(sum_of failed "$results") + $(sum_of errors "$results") ))
  if (( ran_badly == 0 && (code != 0 || ran_well == 0) )); then
    printf '%s ran %d tests and ended with code %d: that counts as one failed.\n' "$name" "$ran_well" "$code"
    ran_badly=1
  fi
  printf '== %s: %d passed, %d failed\n' "$name" "$ran_well" "$ran_badly"
  passed=$(( passed + ran_well )) failed=$(( failed + ran_badly ))
}

# sum_of ATTRIBUTE RESULTS: the count that the results give for the whole assembly, 0 when there are none.
sum_of() {
  local assembly
  assembly=$(grep -o -m 1 '<assembly [^>]*>' "$2" 2>/dev/null | head -n 1) || true
  if [[ $assembly =~ \ $1=\"([0-9]+)\" ]]; then printf '%d' "${BASH_REMATCH[1]}"; else printf 0; fi
}
