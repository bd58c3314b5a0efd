# Loads all of it. Sets PROJECT, the top of the tree.
PROJECT=$(cd -- "${BASH_SOURCE[0]%/*}/../.." && pwd)
export DOTNET_NOLOGO=1 DOTNET_CLI_TELEMETRY_OPTOUT=1
for name in say folders ports secrets processes packages postgres databases rabbitmq services build addresses system; do
  # shellcheck source=/dev/null
  source "$PROJECT/infra/lib/$name.sh"
done
unset name
