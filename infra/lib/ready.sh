#!/usr/bin/env bash
# ready.sh PORT: is the service on this machine up, by GET /health/ready? Also one that says of itself that a part of its work
# stands still, for to start it anew mends nothing. Needs nothing but bash, so it also serves in containers.
exec 2>/dev/null 3<> "/dev/tcp/127.0.0.1/$1" || exit 1
printf 'GET /health/ready HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n' >&3
read -r -t 5 _ status _ <&3
[[ $status == 200 ]] || { [[ $status == 503 ]] && read -r -d '' -t 1 answer <&3; [[ $answer == *'"status":"Degraded"'* ]]; }
