# Secrets are made once, by the kernel's generator, and kept in a file that only its owner reads.

# random_hex BYTES
random_hex() { od -An -v -N"$1" -tx1 /dev/urandom | tr -d ' \n'; }

# random_base64 BYTES
random_base64() { head -c "$1" /dev/urandom | base64 -w0; }

random_webhook_secret() { printf 'whsec_%s' "$(random_base64 32)"; }

# random_login: twenty characters that can be read aloud, about 98 bits.
random_login() {
  local letters
  letters=$(head -c 1024 /dev/urandom | LC_ALL=C tr -dc 'a-hjkmnp-z2-9')
  printf '%s-%s-%s-%s' "${letters:0:5}" "${letters:5:5}" "${letters:10:5}" "${letters:15:5}"
}

# keep_secret FILE NAME GENERATOR…: appends the secret unless the file has it, then sets the variable NAME.
keep_secret() {
  local file=$1 name=$2
  shift 2
  [[ -f $file ]] || (umask 077 && : > "$file")
  grep -q "^$name=" -- "$file" || printf "%s='%s'\n" "$name" "$("$@")" >> "$file"
  # shellcheck source=/dev/null
  source "$file"
}

# make_secrets FILE: all that the system needs; what the file has already stays.
make_secrets() {
  local name
  for name in POSTGRES_PASSWORD RABBITMQ_PASSWORD RABBITMQ_OPERATOR_PASSWORD \
    DATABASE_PASSWORD_INTAKE DATABASE_PASSWORD_MODERATOR DATABASE_PASSWORD_PUBLISHER DATABASE_PASSWORD_SITE; do
    keep_secret "$1" "$name" random_hex 16
  done
  for name in KEY_PHONE KEY_AUTHOR KEY_TRACKING; do
    keep_secret "$1" "$name" random_base64 32
  done
  keep_secret "$1" WEBHOOK_SECRET random_webhook_secret
  keep_secret "$1" MODERATOR_PASSWORD random_login
}
