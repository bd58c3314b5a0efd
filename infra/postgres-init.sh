#!/usr/bin/env bash
# The PostgreSQL image runs this once, on an empty data folder: a database for each service, its owner and its user.
set -euo pipefail

for service in intake classifier moderator publisher site; do
  password=DATABASE_PASSWORD_${service^^} owner_password=OWNER_PASSWORD_${service^^}
  {
    printf "\\set service '%s'\n\\set password '%s'\n\\set owner_password '%s'\n" \
      "$service" "${!password}" "${!owner_password}"
    cat /database.sql
  } | psql --username="$POSTGRES_USER" --dbname=postgres --no-psqlrc --quiet --set=ON_ERROR_STOP=1
done
