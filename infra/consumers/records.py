"""Prints the records of a topic, a JSON object a line: python3 infra/consumers/records.py BROKERS REGISTRY_URL TOPIC [GROUP]

Needs what requirements.txt names. Reads committed records only; an offset is committed after its line is printed.
"""
import io
import json
import struct
import sys
import urllib.request

import fastavro
from kafka import KafkaConsumer

if len(sys.argv) < 4:
    sys.exit("usage: python3 infra/consumers/records.py BROKERS REGISTRY_URL TOPIC [GROUP]")
brokers, registry_url, topic = sys.argv[1:4]
group = sys.argv[4] if len(sys.argv) > 4 else f"lines-of-{topic}-python"

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


def to_json(moment):
    """fastavro makes datetimes of times; as in the record: milliseconds since 1970."""
    return round(moment.timestamp() * 1000)


consumer = KafkaConsumer(
    topic,
    bootstrap_servers=brokers.split(","),
    group_id=group,
    isolation_level="read_committed",
    auto_offset_reset="earliest",
    enable_auto_commit=False,
)
for message in consumer:
    # Without a key it is a bridge's tick, without a value a tombstone.
    if message.key is not None and message.value is not None:
        print(json.dumps(decode(message.value), default=to_json, separators=(",", ":"), ensure_ascii=False), flush=True)
    consumer.commit()
