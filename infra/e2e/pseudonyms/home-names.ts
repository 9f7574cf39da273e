/** Names and addresses of a capture's home, and the search for them in all that the product keeps. */
import { topics } from "#schemas/topics.ts";
import { readTopics } from "../faults/read-topics.ts";
import type { Product } from "../product.ts";
import type { Capture } from "../truth/capture.ts";

export interface HomeNames {
  /** Of stations. */
  readonly stations: ReadonlySet<string>;
  /** All names and addresses as texts, in small letters, of four characters at least. */
  readonly needles: readonly string[];
}

/** By the truth of the simulated home. */
export function namesOf(capture: Capture): HomeNames {
  const truths = capture.publishes.flatMap(({ reports = [] }) => reports.map(({ truth }) => truth));
  const valuesOf = (table: "hosts" | "assoc", name: string): readonly string[] => [
    ...new Set(
      truths.flatMap((truth) => Object.values(truth[table]).flatMap((row) => String(row[name] ?? ""))),
    ),
  ];
  const stations = valuesOf("assoc", "MACAddress");
  const addresses = [...new Set([...valuesOf("hosts", "PhysAddress"), ...stations])].flatMap((mac) => [
    mac,
    mac.replaceAll(":", "-"),
    mac.replaceAll(":", ""),
  ]);
  const ips = valuesOf("hosts", "IPAddress").filter((address) => address.includes("."));
  const needles = [...addresses, ...valuesOf("hosts", "HostName"), ...ips].map((text) => text.toLowerCase());
  return { stations: new Set(stations), needles: needles.filter((text) => text.length > 3) };
}

export interface InKafka {
  /** Records of each topic. */
  readonly counts: ReadonlyMap<string, number>;
  /** Names that are in a key, a value or a header. */
  readonly found: readonly string[];
}

/** Looks through every topic, to its end. */
export async function searchKafka(product: Product, needles: readonly string[]): Promise<InKafka> {
  const names = Object.values(topics).map(({ name }) => name);
  const counts = new Map<string, number>();
  const parts: Buffer[] = [];
  const reading = await readTopics(product.kafka, names, ({ topic, records }) => {
    counts.set(topic, (counts.get(topic) ?? 0) + records.length);
    for (const { key, value, headers } of records)
      parts.push(...[key, value, ...Object.values(headers)].map((each) => Buffer.from(each ?? "")));
  });
  await reading.stop();
  const text = Buffer.concat(parts).toString("latin1").toLowerCase();
  return { counts, found: needles.filter((needle) => text.includes(needle)) };
}

/** Tables with rows that have a name in any column. */
export async function searchTables(product: Product, needles: readonly string[]): Promise<readonly string[]> {
  const tables = await product.ask(
    "SELECT name AS name FROM system.tables WHERE database = currentDatabase() AND endsWith(name, '_store')",
  );
  const list = needles.map((needle) => `'${needle.replaceAll("'", "\\'")}'`).join(", ");
  const found: string[] = [];
  for (const { name } of tables) {
    const [row] = await product.ask(
      `SELECT toString(countIf(multiSearchAny(lower(toString(tuple(*))), [${list}]))) AS n FROM ${name}`,
    );
    if (row?.["n"] !== "0") found.push(`${name}: ${row?.["n"]}`);
  }
  return found;
}

const lettersQuery = `SELECT reason, source_topic AS topic, detail, base64Encode(ifNull(payload, '')) AS bytes,
  toJSONString(headers) AS headers FROM dead_letter ORDER BY reason`;

export interface StoredLetter {
  readonly reason: string;
  readonly topic: string;
  readonly detail: string;
  readonly headers: Readonly<Record<string, string>>;
  readonly value: Buffer;
}

export async function deadLetters(product: Product): Promise<readonly StoredLetter[]> {
  const rows = await product.ask(lettersQuery);
  return rows.map(({ reason, topic, detail, headers, bytes }) => ({
    reason: reason ?? "",
    topic: topic ?? "",
    detail: detail ?? "",
    headers: JSON.parse(headers ?? "{}") as Readonly<Record<string, string>>,
    value: Buffer.from(bytes ?? "", "base64"),
  }));
}
