# What stands before the services: TLS, and which of their paths the world may ask for. Logs hold no address, no path and no
# tracking link.

nginx_site() {
  cat <<NGINX
# Written by infra/install.sh.
map \$request_method \$moderation_submitter {
    default "";
    POST    \$binary_remote_addr;
}
limit_req_zone \$moderation_submitter zone=moderation_submit:10m rate=60r/m;
log_format moderation '\$time_iso8601 \$host \$request_method \$status \$request_time \$upstream_response_time';

# One path, two services.
map \$request_method \$moderation_comments {
    default ${URLS[publisher]};
    POST    ${URLS[intake]};
    PUT     ${URLS[intake]};
}

server {
$(nginx_tls "$COMMENTS_HOST")
    client_max_body_size 256k;

    location ~ ^/articles/ {
        limit_req zone=moderation_submit burst=60 nodelay;
        proxy_pass \$moderation_comments;
    }
    location = /counts { proxy_pass ${URLS[publisher]}; }
    location = /comments.atom { proxy_pass ${URLS[publisher]}; }
    location / { proxy_pass ${URLS[intake]}; }
$(nginx_closed)
}

server {
$(nginx_tls "$CONSOLE_HOST")
$(nginx_networks)
    location / {
        proxy_pass ${URLS[moderator]};
        # Events come as they happen, for as long as a page is open.
        proxy_buffering off;
        proxy_read_timeout 1h;
    }
$(nginx_closed)
}
$(nginx_demo)
server {
    listen 80;
    listen [::]:80;
    server_name $COMMENTS_HOST $CONSOLE_HOST $DEMO_HOST;
    access_log off;
    return 301 https://\$host\$request_uri;
}
NGINX
}

# nginx_tls HOST: what each server begins with. X-Forwarded-For is set, not added to: what the reader claims is thrown away.
nginx_tls() {
  cat <<NGINX
    listen 443 ssl http2;
    listen [::]:443 ssl http2;
    server_name $1;
    ssl_certificate     $TLS_CERTIFICATE;
    ssl_certificate_key $TLS_KEY;
    ssl_protocols TLSv1.2 TLSv1.3;
    ssl_session_cache shared:moderation:10m;
    ssl_session_tickets off;
    server_tokens off;
    add_header Strict-Transport-Security "max-age=31536000" always;
    access_log /var/log/moderation/access.log moderation;
    error_log  /var/log/moderation/error.log crit;

    proxy_http_version 1.1;
    proxy_set_header Host \$host;
    proxy_set_header Connection "";
    proxy_set_header X-Forwarded-For \$remote_addr;
    proxy_set_header X-Forwarded-Proto \$scheme;
NGINX
}

# nginx_closed: what is for this machine alone.
nginx_closed() {
  printf '    location ^~ /%s { return 404; }\n' health/ openapi/ operation/
}

nginx_networks() {
  local network
  [[ -n $CONSOLE_NETWORKS ]] || return 0
  for network in $CONSOLE_NETWORKS; do printf '    allow %s;\n' "$network"; done
  printf '    deny all;\n'
}

nginx_demo() {
  [[ -n $DEMO_HOST ]] || return 0
  printf '\nserver {\n%s\n    location ^~ /webhooks/ { return 404; }\n    location / { proxy_pass %s; }\n%s\n}\n\n' \
    "$(nginx_tls "$DEMO_HOST")" "${URLS[site]}" "$(nginx_closed)"
}
