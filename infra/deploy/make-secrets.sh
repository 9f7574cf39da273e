#!/bin/sh
# Makes what compose.yml gives each part to show at the doors: two authorities (one signs servers and parts, the other
# gateways), a folder with a certificate for each part, a password for Grafana and one for its database user, the key of the
# list of who was forgotten, and the name of the group in which bridges divide the traffic. For a trial or one machine; elsewhere
# your own authority fills the same folders.
#   ./make-secrets.sh                       all of it; what is there stays, so delete a folder and run again to renew it
#   ./make-secrets.sh gateway os::00D09E-1  a certificate of a gateway: FOLDER/gateways/os::00D09E-1
# SECRETS: the folder (./secrets beside this file). SERVER_NAMES: what gateways call broker and collector, such as
# DNS:usp.example.net,IP:192.0.2.1. DAYS: how long certificates are good (825).
set -eu
# Letters are those of ASCII.
export LC_ALL=C
folder=${SECRETS:-$(dirname "$0")/secrets}
days=${DAYS:-825}
local_names=DNS:localhost,IP:127.0.0.1
# What is mounted is read by users of several numbers: each file may be read, and nobody but us reaches them.
umask 077
mkdir -p "$folder/authority"
# So that a certificate half made by a run that was stopped is none.
work=$(mktemp -d "$folder/unfinished.XXXXXX")
trap 'rm -rf "$work"' EXIT

authority() { # name
  [ -e "$folder/authority/$1.pem" ] && return
  openssl req -x509 -newkey ec -pkeyopt ec_paramgen_curve:P-256 -nodes -subj "/CN=usp-telemetry $1" -days 3650 \
    -addext keyUsage=critical,keyCertSign,cRLSign -keyout "$folder/authority/$1.key" -out "$work/ca.pem" 2>/dev/null
  mv "$work/ca.pem" "$folder/authority/$1.pem"
}

issue() { # authority, common name, folder, alternative names or none
  [ -e "$folder/$3" ] && return
  mkdir "$work/new"
  echo "${4:+subjectAltName=$4}" >"$work/names"
  openssl req -newkey ec -pkeyopt ec_paramgen_curve:P-256 -nodes -subj "/CN=$2" -keyout "$work/new/key.pem" -out "$work/request" 2>/dev/null
  openssl x509 -req -in "$work/request" -CA "$folder/authority/$1.pem" -CAkey "$folder/authority/$1.key" \
    -set_serial "0x$(openssl rand -hex 16)" -extfile "$work/names" -days "$days" -out "$work/new/certificate.pem" 2>/dev/null
  cp "$folder/authority/inside.pem" "$work/new/ca.pem"
  # Kafka takes key and certificate as one file; who hears gateways believes their authority.
  cat "$work/new/key.pem" "$work/new/certificate.pem" >"$work/new/keystore.pem"
  cp "$folder/authority/gateways.pem" "$work/new/gateways-ca.pem"
  hand_over "$3"
}

password() { # folder
  [ -e "$folder/$1" ] && return
  mkdir "$work/new"
  openssl rand -hex 24 >"$work/new/password"
  hand_over "$1"
}

hand_over() { # folder
  chmod 444 "$work"/new/*
  chmod 755 "$work/new"
  mkdir -p "$(dirname "$folder/$1")"
  mv "$work/new" "$folder/$1"
  echo "$folder/$1"
}

authority inside
authority gateways
if [ "${1:-}" = gateway ]; then
  # Openssl takes `+` and `/` for the beginning of a second common name, of which mosquitto may take either.
  case ${2:?which gateway} in
  usp-*) echo "A gateway may not be called $2: parts are called so." >&2 && exit 2 ;;
  .* | *[!A-Za-z0-9:._%-]*) echo "A gateway may not be called $2: a name has letters, digits and : . _ % - alone, and no dot in front. Write others as %XX." >&2 && exit 2 ;;
  esac
  if [ ${#2} -gt 64 ]; then
    echo "A gateway may not be called $2: a certificate's name has 64 characters at most, and this one has ${#2}." \
      "Have it use a shorter id in its topics, issue the certificate for that, and say in intake.identity.endpoints which endpoint it is." >&2
    exit 2
  fi
  issue gateways "$2" "gateways/$2" ""
  exit
fi
for server in kafka clickhouse; do issue inside "$server" "$server" "DNS:$server,$local_names"; done
issue inside mqtt mqtt "DNS:mqtt,$local_names${SERVER_NAMES:+,$SERVER_NAMES}"
issue inside usp-collector usp-collector "DNS:collector,$local_names${SERVER_NAMES:+,$SERVER_NAMES}"
for part in admin topics migrate bridge worker fleet sink notify rollup ledger operator auditor reader provision; do
  issue inside "usp-$part" "usp-$part" "DNS:usp-$part"
done
password grafana
password grafana-reader
password forget-key
password mqtt-group
if [ ! -e "$folder/kafka-cluster" ]; then
  mkdir "$work/new"
  # As Kafka's own: 16 bytes in URL-safe base64, never a dash in front.
  echo "A$(openssl rand -base64 16 | tr '+/' '-_' | cut -c 2-22)" >"$work/new/id"
  hand_over kafka-cluster
fi
