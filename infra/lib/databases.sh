# A database and a role for each service that keeps data; no role can connect to another's.

DATABASES=(intake moderator publisher site)

has_database() { [[ " ${DATABASES[*]} " == *" $1 "* ]]; }

database_password() {
  local name=DATABASE_PASSWORD_${1^^}
  printf '%s' "${!name}"
}

create_databases() {
  local service log=$RUN_DIR/logs/databases.log
  for service in "${DATABASES[@]}"; do
    SERVICE_PASSWORD=$(database_password "$service") \
      psql_as_owner --set=service="$service" < "$PROJECT/infra/database.sql" > "$log" 2>&1 ||
      fail "the database of $service could not be made." "mend what the log says, then try again." "$log"
  done
}
