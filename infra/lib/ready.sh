#!/usr/bin/env bash
# ready.sh PORT: does GET /health/ready on this machine say 200? Needs nothing but bash, so it also serves in containers.
exec 2>/dev/null 3<> "/dev/tcp/127.0.0.1/$1" || exit 1
printf 'GET /health/ready HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n' >&3
read -r -t 5 _ status _ <&3
[[ $status == 200 ]]
