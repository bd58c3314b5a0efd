# Loads all of it, or says where the system runs instead. Sets PROJECT, the top of the tree.
PROJECT=$(cd -- "${BASH_SOURCE[0]%/*}/../.." && pwd)
export DOTNET_NOLOGO=1 DOTNET_CLI_TELEMETRY_OPTOUT=1
for name in say packages; do
  # shellcheck source=/dev/null
  source "$PROJECT/infra/lib/$name.sh"
done
# The rest needs Linux and its bash; macOS has neither.
[[ -r /proc/sys/kernel/random/boot_id ]] && (( BASH_VERSINFO[0] >= 5 )) || fail_without_debian
for name in folders ports secrets processes certificates postgres databases backups definitions rabbitmq services build \
  addresses observe system; do
  # shellcheck source=/dev/null
  source "$PROJECT/infra/lib/$name.sh"
done
unset name
