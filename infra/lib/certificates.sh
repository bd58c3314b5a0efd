# Certificates of an authority of the system's own, for servers that speak TLS to the services.

# make_certificates: once. One certificate serves all servers, for they share this machine's loopback; each has its key in a file
# that it alone reads. They are good since yesterday, also for a service whose clock is an hour behind.
make_certificates() {
  local folder=$DATA_DIR/tls log=$RUN_DIR/logs/certificates.log since until
  local -a new=(req -new -newkey ec -pkeyopt ec_paramgen_curve:P-256 -nodes)
  if [[ -f $folder/server.crt ]]; then return; fi
  install -d -m 755 -- "$folder" "$folder.new"
  since=$(date --utc --date=yesterday +%Y%m%d%H%M%SZ) until=$(date --utc --date='10 years' +%Y%m%d%H%M%SZ)
  (
    umask 077
    cd -- "$folder.new"
    authority_settings > authority.conf
    : > index
    local -a sign=(ca -config authority.conf -batch -notext -keyfile ca.key -startdate "$since" -enddate "$until")
    openssl "${new[@]}" -subj "/CN=Moderation $INSTANCE" -keyout ca.key -out ca.csr
    openssl "${sign[@]}" -selfsign -extensions authority -in ca.csr -out ca.crt
    openssl "${new[@]}" -subj /CN=localhost -keyout server.key -out server.csr
    openssl "${sign[@]}" -cert ca.crt -extensions server -in server.csr -out server.crt
  ) > "$log" 2>&1 || fail "the servers' certificates could not be made." "mend what the log says, then try again." "$log"
  own_file postgres "$folder/postgres.key" < "$folder.new/server.key"
  own_file rabbitmq "$folder/rabbitmq.key" < "$folder.new/server.key"
  install -m 644 -- "$folder.new/ca.crt" "$folder.new/server.crt" "$folder"
  rm -rf -- "$folder.new"
}

authority_settings() {
  cat <<'SETTINGS'
[ca]
default_ca = own
[own]
database = index
new_certs_dir = .
rand_serial = yes
default_md = sha256
policy = names
[names]
commonName = supplied
[authority]
basicConstraints = critical, CA:true
keyUsage = critical, keyCertSign, cRLSign
subjectKeyIdentifier = hash
[server]
subjectAltName = IP:127.0.0.1, DNS:localhost
extendedKeyUsage = serverAuth
SETTINGS
}
