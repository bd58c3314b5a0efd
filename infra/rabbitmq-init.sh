#!/usr/bin/env bash
# What the RabbitMQ image runs first: writes users and queues to where the server looks for them at each start, and becomes it.
# The image itself would make one user, an administrator.
set -euo pipefail
# shellcheck source=lib/definitions.sh
source /definitions.sh

# Nothing but what is in memory can be written to, besides the data.
definitions=/run/definitions.json
(umask 077 && rabbitmq_definitions > "$definitions")
chown rabbitmq:rabbitmq "$definitions"
printf 'load_definitions = %s\nlog.console = true\n' "$definitions" > /etc/rabbitmq/conf.d/50-definitions.conf
unset RABBITMQ_OPERATOR_PASSWORD RABBITMQ_VHOST "${!RABBITMQ_PASSWORD_@}"
exec docker-entrypoint.sh rabbitmq-server
