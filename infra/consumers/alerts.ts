/**
 * Prints one line per alert transition, as an example of a consumer: `node infra/consumers/alerts.ts BROKERS REGISTRY
 * [GROUP]`. It needs kafkajs, avsc and HTTP to the registry, and nothing of this repository but the topic's name.
 */
import avsc from "avsc";
import { Kafka, logLevel } from "kafkajs";
import { topics } from "#schemas/topics.ts";

/** The fields that a line shows; the schema has more (`schemas/alert.avsc`). */
interface Transition {
  readonly episode_id: string;
  readonly sequence: number;
  readonly fingerprint: string;
  readonly state: string;
  readonly severity: string;
  readonly alert_class: string;
  readonly subject: string;
  readonly changed_at: number;
  readonly summary: string;
}

const [brokers, registryUrl, groupId = "alert-lines"] = process.argv.slice(2);
if (brokers === undefined || registryUrl === undefined) {
  process.stderr.write("usage: node infra/consumers/alerts.ts BROKERS REGISTRY_URL [GROUP]\n");
  process.exit(2);
}

/** Schemas by the id that each value begins with; asked for once. */
const types = new Map<number, Promise<avsc.Type>>();

async function askRegistry(id: number): Promise<avsc.Type> {
  const response = await fetch(`${registryUrl}/schemas/ids/${id}`);
  if (!response.ok) throw new Error(`The registry answers ${response.status} to schema ${id}`);
  const { schema } = (await response.json()) as { schema: string };
  return avsc.Type.forSchema(JSON.parse(schema) as avsc.Schema);
}

/** Confluent's wire format: 0, the schema's id in four bytes, the Avro body. */
async function decode(value: Buffer): Promise<Transition> {
  const id = value.readInt32BE(1);
  const type = types.get(id) ?? askRegistry(id);
  types.set(id, type);
  return (await type).fromBuffer(value.subarray(5)) as Transition;
}

/** What was printed last of each alert: a restart may deliver again, and (episode_id, sequence) tells it. */
const printed = new Map<string, string>();

function print(alert: Transition): void {
  const transition = `${alert.episode_id}/${alert.sequence}`;
  if (printed.get(alert.fingerprint) === transition) return;
  printed.set(alert.fingerprint, transition);
  const { state, severity, alert_class: alertClass, subject, summary } = alert;
  const at = new Date(alert.changed_at).toISOString();
  process.stdout.write(`${[at, state, severity, alertClass, subject, transition, summary].join("\t")}\n`);
}

const kafka = new Kafka({
  clientId: "alert-lines",
  brokers: brokers.split(","),
  logLevel: logLevel.ERROR,
});
// Read committed is kafkajs' default. Offsets are committed after `eachMessage` has resolved: at least once.
const consumer = kafka.consumer({ groupId });
await consumer.connect();
await consumer.subscribe({ topic: topics.alert.name, fromBeginning: true });
await consumer.run({
  async eachMessage({ message: { value } }) {
    if (value !== null) print(await decode(value));
  },
});
process.once("SIGTERM", () => void consumer.disconnect());
