/**
 * Prints the records of a topic, a JSON object a line, as an example of a consumer: `node infra/consumers/records.ts BROKERS
 * REGISTRY TOPIC [GROUP]`. It needs kafkajs, avsc and HTTP to the registry, and nothing of this repository.
 */
import avsc from "avsc";
import { Kafka, logLevel } from "kafkajs";

const [brokers, registryUrl, topic, groupId = `lines-of-${topic}`] = process.argv.slice(2);
if (brokers === undefined || registryUrl === undefined || topic === undefined) {
  process.stderr.write("usage: node infra/consumers/records.ts BROKERS REGISTRY_URL TOPIC [GROUP]\n");
  process.exit(2);
}

/** A number where that is exact, else a text: a gateway's counters have 64 bits. */
// oxlint-disable-next-line eslint/no-underscore-dangle -- the library's documented name
const long = avsc.types.LongType.__with({
  fromBuffer: (bytes: Buffer) => {
    const exact = bytes.readBigInt64LE();
    return Number.isSafeInteger(Number(exact)) ? Number(exact) : String(exact);
  },
  toBuffer: (value: number | string) => {
    const bytes = Buffer.alloc(8);
    bytes.writeBigInt64LE(BigInt(value));
    return bytes;
  },
  fromJSON: Number,
  toJSON: Number,
  isValid: Number.isSafeInteger,
  compare: (one: number, other: number) => one - other,
});

/** Schemas by the id that each value begins with; asked for once. */
const types = new Map<number, Promise<avsc.Type>>();

async function askRegistry(id: number): Promise<avsc.Type> {
  const response = await fetch(`${registryUrl}/schemas/ids/${id}`);
  if (!response.ok) throw new Error(`The registry answers ${response.status} to schema ${id}`);
  const { schema } = (await response.json()) as { schema: string };
  return avsc.Type.forSchema(JSON.parse(schema) as avsc.Schema, { registry: { long } });
}

/** Confluent's wire format: 0, the schema's id in four bytes, the Avro body. */
async function decode(value: Buffer): Promise<unknown> {
  const id = value.readInt32BE(1);
  const type = types.get(id) ?? askRegistry(id);
  types.set(id, type);
  return (await type).fromBuffer(value.subarray(5));
}

const kafka = new Kafka({
  clientId: "record-lines",
  brokers: brokers.split(","),
  logLevel: logLevel.ERROR,
});
// Read committed is kafkajs' default. Offsets are committed after `eachMessage` has resolved: at least once.
const consumer = kafka.consumer({ groupId });
await consumer.connect();
await consumer.subscribe({ topic, fromBeginning: true });
await consumer.run({
  async eachMessage({ message: { key, value } }) {
    // Without a key it is a bridge's tick, without a value a tombstone.
    if (key !== null && value !== null) process.stdout.write(`${JSON.stringify(await decode(value))}\n`);
  },
});
process.once("SIGTERM", () => void consumer.disconnect());
