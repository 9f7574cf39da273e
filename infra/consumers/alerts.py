"""Prints one line per alert transition: python3 infra/consumers/alerts.py BROKERS REGISTRY_URL [GROUP]

Needs what requirements.txt names. Reads committed records only; an offset is committed after its line is printed.
"""
import io
import json
import struct
import sys
import urllib.request
from datetime import timezone

import fastavro
from kafka import KafkaConsumer

TOPIC = "usp.alert.v1"

if len(sys.argv) < 3:
    sys.exit("usage: python3 infra/consumers/alerts.py BROKERS REGISTRY_URL [GROUP]")
brokers, registry_url = sys.argv[1:3]
group = sys.argv[3] if len(sys.argv) > 3 else "alert-lines-python"

schemas = {}


def schema_of(schema_id):
    """The schema that a value was written with; asked for once."""
    if schema_id not in schemas:
        with urllib.request.urlopen(f"{registry_url}/schemas/ids/{schema_id}", timeout=10) as answer:
            schemas[schema_id] = fastavro.parse_schema(json.loads(json.load(answer)["schema"]))
    return schemas[schema_id]


def decode(value):
    """Confluent's wire format: 0, the schema's id in four bytes, the Avro body."""
    _magic, schema_id = struct.unpack(">bI", value[:5])
    return fastavro.schemaless_reader(io.BytesIO(value[5:]), schema_of(schema_id), None)


consumer = KafkaConsumer(
    TOPIC,
    bootstrap_servers=brokers.split(","),
    group_id=group,
    isolation_level="read_committed",
    auto_offset_reset="earliest",
    enable_auto_commit=False,
)
printed = {}  # The last of each alert: a restart may deliver again, and (episode_id, sequence) tells it.
for message in consumer:
    alert = decode(message.value)
    transition = f"{alert['episode_id']}/{alert['sequence']}"
    if printed.get(alert["fingerprint"]) != transition:
        printed[alert["fingerprint"]] = transition
        changed = alert["changed_at"].astimezone(timezone.utc).isoformat(timespec="milliseconds")
        shown = (alert["state"], alert["severity"], alert["alert_class"], alert["subject"], transition, alert["summary"])
        print(changed.replace("+00:00", "Z"), *shown, sep="\t", flush=True)
    consumer.commit()
