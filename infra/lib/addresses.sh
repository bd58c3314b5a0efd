# Who and where: the first moderator, and the file and the lines that tell people and programs how to reach the system.

add_first_moderator() {
  local log=$RUN_DIR/logs/first-moderator.log
  run_verb moderator add-moderator "$MODERATOR_USER" --role administrator <<< "$MODERATOR_PASSWORD" > "$log" 2>&1 ||
    fail "the first moderator could not be added." "mend what the log says, then try again." "$log"
  : > "$DATA_DIR/first-moderator"
}

write_addresses() {
  local service password
  {
    for service in "${SERVICES[@]}"; do
      printf "%s_URL='%s'\n" "${service^^}" "${URLS[$service]}"
      printf "%s_OPERATIONS_URL='http://127.0.0.1:%d'\n" "${service^^}" "${OPERATIONS_PORTS[$service]}"
    done
    printf "MODERATOR_USER='%s'\n" "$MODERATOR_USER"
    printf "MODERATOR_PASSWORD='%s'\n" "$MODERATOR_PASSWORD"
    for service in "${DATABASES[@]}"; do
      password=DATABASE_PASSWORD_${service^^}
      printf "DATABASE_URL_%s='postgresql://%s:%s@%s/%s'\n" \
        "${service^^}" "$service" "${!password}" "$(postgres_hosts)" "$service"
    done
    printf "RABBITMQ_URL='%s'\n" "$(broker_address operator "$RABBITMQ_OPERATOR_PASSWORD")"
    printf "RABBITMQ_MANAGEMENT_URL='http://operator:%s@127.0.0.1:%d'\n" "$RABBITMQ_OPERATOR_PASSWORD" "$RABBITMQ_MANAGEMENT_PORT"
  } | own_file '' "$RUN_DIR/addresses.env"
}

show_addresses() {
  cat <<ADDRESSES

  The demo news site   ${URLS[site]}
  The console          ${URLS[moderator]}
  Sign in as           $MODERATOR_USER
  with password        $MODERATOR_PASSWORD

  All addresses        $RUN_DIR/addresses.env
  Logs                 $RUN_DIR/logs
ADDRESSES
}
