# What the system needs from Debian, installed when it is missing. The servers that the packages bring stay off.
# ICU, without which .NET does not fold Vietnamese, comes with PostgreSQL.

has_rabbitmq() { [[ -x /usr/lib/rabbitmq/bin/rabbitmq-server ]]; }
has_openmp() { compgen -G '/usr/lib/*/libgomp.so.1' > /dev/null; }
has_browser() { command -v chromium-headless-shell > /dev/null; }
has_node() { command -v node > /dev/null; }
has_prometheus() { command -v prometheus > /dev/null && command -v promtool > /dev/null; }
has_fonts() { [[ -d /usr/share/fonts/truetype/noto ]]; }

# need_packages KIND: KIND is run, test or observe. Installs what is missing and says so.
need_packages() {
  local -a missing=()
  find_postgres || missing+=(postgresql)
  has_rabbitmq || missing+=(rabbitmq-server)
  has_openmp || missing+=(libgomp1)
  if [[ $1 == test ]]; then
    has_browser || missing+=(chromium-headless-shell)
    has_node || missing+=(nodejs)
    has_fonts || missing+=(fonts-noto-core)
  fi
  # Tests ask it whether the rules raise their alarms.
  if [[ $1 != run ]]; then has_prometheus || missing+=(prometheus); fi
  if (( ${#missing[@]} )); then
    say "Missing here: ${missing[*]}"
    command -v apt-get > /dev/null || fail_without_debian
  fi
  need_dotnet
  if (( ${#missing[@]} )); then
    step "Installing them from Debian" install_packages "${missing[@]}"
    find_postgres || fail "Debian's PostgreSQL is not where it is expected, below /usr/lib/postgresql." \
        "install postgresql 15 or later."
  fi
}

need_dotnet() {
  command -v dotnet > /dev/null ||
    fail "the .NET SDK is missing." "install .NET SDK 10 (https://dot.net) so that 'dotnet --version' answers, then try again."
}

# install_packages NAME…
install_packages() {
  local log=$RUN_DIR/logs/packages.log command="apt-get install --yes --no-install-recommends $*"
  local -a root=()
  if (( EUID != 0 )); then
    command -v sudo > /dev/null || fail "installing packages needs root." "run this as root, then try again: $command"
    root=(sudo)
  fi
  "${root[@]}" env DEBIAN_FRONTEND=noninteractive bash "$PROJECT/infra/lib/install.sh" "$@" > "$log" 2>&1 ||
    fail "Debian's packages could not be installed." "mend what the log says, or install them by hand: $command" "$log"
}

# fail_without_debian: Docker needs neither Debian nor the .NET SDK.
fail_without_debian() {
  if command -v docker > /dev/null && docker info > /dev/null 2>&1; then
    fail "this is not Debian, whose packages are needed." \
      "start the system in containers instead: infra/compose-env.sh && docker compose up --build"
  fi
  fail "this is not Debian, whose packages are needed." \
    "use Debian 12 or later, or install Docker and run: infra/compose-env.sh && docker compose up --build"
}
