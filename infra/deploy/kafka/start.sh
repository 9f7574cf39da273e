#!/bin/sh
# Formats the data folder the first time, then becomes Kafka. The cluster's id is the identity of its logs.
set -eu
/opt/kafka/bin/kafka-storage.sh format --ignore-formatted -t "$(cat /run/cluster/id)" -c /etc/kafka/server.properties
exec /opt/kafka/bin/kafka-server-start.sh /etc/kafka/server.properties
