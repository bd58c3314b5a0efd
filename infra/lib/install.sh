#!/usr/bin/env bash
# Installs Debian packages (run as root). New servers are neither started now nor at the next boot: they would listen on
# public ports, and this project starts private ones.
set -euo pipefail

archives=$(mktemp -d)
mkdir "$archives/partial"
policy=
cleanup() {
  rm -rf -- "$archives"
  [[ -z $policy ]] || rm -f -- "$policy"
}
trap cleanup EXIT

if [[ ! -e /usr/sbin/policy-rc.d ]]; then
  policy=/usr/sbin/policy-rc.d
  printf '#!/bin/sh\nexit 101\n' > "$policy"
  chmod 755 "$policy"
fi

# A folder of its own for downloads: another apt-get at work would delete them from the shared one.
install() {
  apt-get -o DPkg::Lock::Timeout=300 update
  apt-get -o DPkg::Lock::Timeout=300 -o Dir::Cache::archives="$archives" \
    install --yes --no-install-recommends "$@"
}
install "$@" || install "$@"

if command -v systemctl > /dev/null; then
  for package in "$@"; do
    case $package in
      postgresql) systemctl disable --quiet postgresql.service || true ;;
      prometheus) systemctl disable --quiet prometheus.service || true ;;
      rabbitmq-server) systemctl disable --quiet rabbitmq-server.service epmd.socket || true ;;
    esac
  done
fi
