#!/usr/bin/env bash
# Makes .env, the secrets of docker-compose.yml, once. What the file has already stays.
set -euo pipefail
PROJECT=$(cd -- "${BASH_SOURCE[0]%/*}/.." && pwd)
# shellcheck source=lib/say.sh
source "$PROJECT/infra/lib/say.sh"
# shellcheck source=lib/secrets.sh
source "$PROJECT/infra/lib/secrets.sh"

case "${1:-} $#" in
  ' 0') ;;
  '--help 1')
    printf './infra/compose-env.sh   make the secrets of docker-compose.yml, in .env\n'
    exit
    ;;
  *) usage_error "unknown arguments: $*" "$0" ;;
esac
make_secrets "$PROJECT/.env"
keep_secrets "$PROJECT/.env" random_password SITE_API_KEY
cat <<NEXT
  The secrets are in $PROJECT/.env. Start the system: docker compose up --build

  The demo news site   http://localhost:5105
  The console          http://localhost:5103
  Sign in as           $MODERATOR_USER
  with password        $MODERATOR_PASSWORD
  RabbitMQ             http://localhost:15672, as operator with $RABBITMQ_OPERATOR_PASSWORD
NEXT
