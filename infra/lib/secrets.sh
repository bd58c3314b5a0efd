# Secrets are made once, by the kernel's generator, and kept in a file that only its owner reads.
# compose-env.sh loads this on macOS too: bash 3.2, and no option that GNU's programs alone have.

# The first moderator. Only the password is secret.
MODERATOR_USER=bientap

# random_hex BYTES
random_hex() { od -An -v -N"$1" -tx1 /dev/urandom | tr -d ' \n'; }

random_password() { random_hex 16; }

random_key() { head -c 32 /dev/urandom | base64 | tr -d '\n'; }

random_webhook_secret() { printf 'whsec_%s' "$(random_key)"; }

# random_login: twenty characters that can be read aloud, about 98 bits.
random_login() {
  local letters
  letters=$(head -c 1024 /dev/urandom | LC_ALL=C tr -dc 'a-hjkmnp-z2-9')
  printf '%s-%s-%s-%s' "${letters:0:5}" "${letters:5:5}" "${letters:10:5}" "${letters:15:5}"
}

# keep_secrets FILE GENERATOR NAME…: sets the variables. What the file does not have yet is generated and added to it.
keep_secrets() {
  local file=$1 generator=$2 name
  shift 2
  unset "$@"
  [[ -f $file ]] || (umask 077 && : > "$file")
  # shellcheck source=/dev/null
  source "$file"
  for name in "$@"; do
    if [[ -z ${!name:-} ]]; then
      printf -v "$name" '%s' "$("$generator")"
      printf "%s='%s'\n" "$name" "${!name}" >> "$file"
    fi
  done
}

# make_secrets FILE: all that the system needs.
make_secrets() {
  keep_secrets "$1" random_password POSTGRES_PASSWORD RABBITMQ_OPERATOR_PASSWORD \
    RABBITMQ_PASSWORD_INTAKE RABBITMQ_PASSWORD_CLASSIFIER RABBITMQ_PASSWORD_MODERATOR RABBITMQ_PASSWORD_PUBLISHER \
    RABBITMQ_PASSWORD_MONITORING \
    DATABASE_PASSWORD_INTAKE DATABASE_PASSWORD_CLASSIFIER DATABASE_PASSWORD_MODERATOR DATABASE_PASSWORD_PUBLISHER \
    DATABASE_PASSWORD_SITE \
    OWNER_PASSWORD_INTAKE OWNER_PASSWORD_CLASSIFIER OWNER_PASSWORD_MODERATOR OWNER_PASSWORD_PUBLISHER OWNER_PASSWORD_SITE
  keep_secrets "$1" random_key KEY_PHONE KEY_AUTHOR KEY_TRACKING KEY_COOKIES_MODERATOR KEY_COOKIES_SITE KEY_CHALLENGE \
    KEY_LIKES KEY_OPERATION KEY_OPERATION_INTAKE KEY_OPERATION_CLASSIFIER KEY_OPERATION_MODERATOR KEY_WEBHOOKS KEY_PUSH
  keep_secrets "$1" random_webhook_secret WEBHOOK_SECRET
  keep_secrets "$1" random_login MODERATOR_PASSWORD
}
