#!/bin/sh
# Gives a cluster the ACLs of acls.txt, one kafka-acls.sh a line; running it again changes nothing.
#   BOOTSTRAP=kafka:9093 COMMAND_CONFIG=admin.properties KAFKA_ACLS=/opt/kafka/bin/kafka-acls.sh ./apply-acls.sh
set -eu
file=${1:-$(dirname "$0")/acls.txt}
grep -v '^[[:space:]]*\(#\|$\)' "$file" | while read -r user resource pattern name operations; do
  set --
  for operation in $operations; do set -- "$@" --operation "$operation"; done
  # kafka-acls.sh must not read the lines that are still to come.
  "${KAFKA_ACLS:-kafka-acls.sh}" --bootstrap-server "$BOOTSTRAP" ${COMMAND_CONFIG:+--command-config "$COMMAND_CONFIG"} \
    --add --allow-principal "User:$user" --resource-pattern-type "$pattern" "--$resource" "$name" "$@" </dev/null
done
