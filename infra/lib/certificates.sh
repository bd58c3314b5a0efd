# Certificates of an authority of the system's own, for servers that speak TLS to the services.

# make_certificates: once. One certificate serves all servers, for they share this machine's loopback; each has its key in a file
# that it alone reads.
make_certificates() {
  local folder=$DATA_DIR/tls log=$RUN_DIR/logs/certificates.log
  local -a new=(req -newkey ec -pkeyopt ec_paramgen_curve:P-256 -nodes)
  if [[ -f $folder/server.crt ]]; then return; fi
  install -d -m 755 -- "$folder" "$folder.new"
  (
    umask 077
    cd -- "$folder.new"
    openssl "${new[@]}" -x509 -days 3650 -subj "/CN=Moderation $INSTANCE" -keyout ca.key -out ca.crt
    openssl "${new[@]}" -subj /CN=localhost -keyout server.key -out server.csr
    openssl x509 -req -days 3650 -in server.csr -CA ca.crt -CAkey ca.key -CAcreateserial -out server.crt \
      -extfile <(printf 'subjectAltName = IP:127.0.0.1, DNS:localhost\nextendedKeyUsage = serverAuth\n')
  ) > "$log" 2>&1 || fail "the servers' certificates could not be made." "mend what the log says, then try again." "$log"
  own_file postgres "$folder/postgres.key" < "$folder.new/server.key"
  own_file rabbitmq "$folder/rabbitmq.key" < "$folder.new/server.key"
  install -m 644 -- "$folder.new/ca.crt" "$folder.new/server.crt" "$folder"
  rm -rf -- "$folder.new"
}
