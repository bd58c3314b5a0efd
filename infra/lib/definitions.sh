# Who may do what in RabbitMQ, under run.sh and in containers.

# rabbitmq_definitions: services may use the one virtual host; the operator may look at all and change it.
rabbitmq_definitions() {
  cat <<DEFINITIONS
{
  "vhosts": [{ "name": "$RABBITMQ_VHOST" }],
  "users": [
    { "name": "moderation", "password": "$RABBITMQ_PASSWORD", "tags": "" },
    { "name": "operator", "password": "$RABBITMQ_OPERATOR_PASSWORD", "tags": "administrator" }
  ],
  "permissions": [
    { "user": "moderation", "vhost": "$RABBITMQ_VHOST", "configure": ".*", "write": ".*", "read": ".*" },
    { "user": "operator", "vhost": "$RABBITMQ_VHOST", "configure": ".*", "write": ".*", "read": ".*" }
  ]
}
DEFINITIONS
}
