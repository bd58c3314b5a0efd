# A database for each service that keeps data, with a role for its owner and one for the service. No role can connect to
# another's.

DATABASES=(intake classifier moderator publisher site)

has_database() { [[ " ${DATABASES[*]} " == *" $1 "* ]]; }

create_databases() {
  local log=$RUN_DIR/logs/databases.log
  databases_sql | psql_as_owner > "$log" 2>&1 ||
    fail "the services' databases could not be made." "mend what the log says, then try again." "$log"
}

# databases_sql: passwords come in on standard input, since a process list shows arguments.
databases_sql() {
  local service password owner_password
  for service in "${DATABASES[@]}"; do
    password=DATABASE_PASSWORD_${service^^} owner_password=OWNER_PASSWORD_${service^^}
    printf "\\set service '%s'\n\\set password '%s'\n\\set owner_password '%s'\n" \
      "$service" "${!password}" "${!owner_password}"
    cat -- "$PROJECT/infra/database.sql"
  done
}
