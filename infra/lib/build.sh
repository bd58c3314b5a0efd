# Builds of the services. Each state of the sources has a folder of its own, so that an unchanged one starts at once and
# a new one never changes files under services that run. They are shared by all systems that this tree starts.

# fingerprint PATH…: twelve hex digits that stand for the content of all that lies there, paths from the top of the tree.
fingerprint() {
  (
    cd -- "$PROJECT" || exit
    find "$@" \( -name bin -o -name obj \) -prune -o -type f -print0 | LC_ALL=C sort -z | xargs -0 sha256sum | sha256sum |
      cut -c1-12
  )
}

# find_build: sets BUILD_DIR to where the present sources' build is, or will be.
find_build() {
  BUILD_DIR=$PROJECT/.run/builds/$(
    fingerprint services Directory.Build.props Directory.Packages.props global.json infra/publish.proj
  )
}

# builds: all there are, the latest first.
builds() {
  find "$PROJECT/.run/builds" -mindepth 1 -maxdepth 1 -type d ! -name '*.new' -printf '%T@ %p\n' 2>/dev/null |
    sort -rn | cut -d' ' -f2-
}

# newest_build: sets BUILD_DIR to the latest build, whatever has changed since.
newest_build() {
  BUILD_DIR=$(builds | head -n 1)
  [[ -n $BUILD_DIR ]] || fail "nothing has been built yet." "leave out --no-build."
}

# build_services: publishes into a folder beside its place and moves it there whole.
build_services() {
  local log=$RUN_DIR/logs/build.log
  mkdir -p -- "$PROJECT/.run/builds"
  (
    flock 8
    [[ ! -d $BUILD_DIR ]] || exit 0
    rm -rf -- "$BUILD_DIR.new"
    TERM=dumb dotnet msbuild "$PROJECT/infra/publish.proj" -maxCpuCount -nodeReuse:false -verbosity:minimal -noLogo \
      -p:Destination="$BUILD_DIR.new" -p:UseSharedCompilation=false > "$log" 2>&1 < /dev/null 9>&- ||
      fail "the services do not build." "mend what the log says, then try again." "$log"
    mv -- "$BUILD_DIR.new" "$BUILD_DIR"
    forget_old_builds
  ) 8> "$PROJECT/.run/builds.lock"
}

# forget_old_builds: keeps the latest two, and any that a process still runs from.
forget_old_builds() {
  local build
  while read -r build; do
    grep -qsaF -- "$build" /proc/[0-9]*/cmdline || rm -rf -- "$build"
  done < <(builds | tail -n +3)
}
