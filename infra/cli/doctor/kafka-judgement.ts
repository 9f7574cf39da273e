/** What is right and wrong about a Kafka, from what it has told. */
import { topics } from "#schemas/topics.ts";
import { type Finding, findingsOf } from "./finding.ts";

const { ok, warn, fail } = findingsOf("kafka");

/** Settings of a broker by name; null where they may not be read. */
export type BrokerSettings = ReadonlyMap<string, string> | null;

export interface TopicFacts {
  readonly name: string;
  readonly partitions: readonly {
    readonly leader: number;
    readonly replicas: number;
    readonly inSync: number;
  }[];
  /** Settings that are not the product's; null where they may not be read. */
  readonly differs:
    | readonly { readonly name: string; readonly present: string; readonly wanted: string }[]
    | null;
}

/** Kafka does not say its version: 3.x names its own protocol, and each later one has settings of its own. */
export function versionOf(settings: ReadonlyMap<string, string>): string {
  const protocol = settings.get("inter.broker.protocol.version");
  if (protocol !== undefined && protocol !== "") return `${protocol} (inter.broker.protocol.version)`;
  if ([...settings.keys()].some((name) => name.startsWith("group.streams."))) return "4.1 or later";
  if ([...settings.keys()].some((name) => name.startsWith("share.coordinator."))) return "4.0 or later";
  return "unknown";
}

/** The oldest whose requests are those of our client. */
const oldestMajor = 3;

export function judgeVersion(version: string): Finding {
  const major = Number(/^\d+/.exec(version)?.[0] ?? oldestMajor);
  return major < oldestMajor
    ? warn("version", version, `Nobody has tried one before ${oldestMajor}.0: take a newer one.`)
    : ok("version", version);
}

export function judgeBrokers(brokers: number, settings: BrokerSettings): Finding[] {
  const reached =
    brokers === 1
      ? warn(
          "brokers",
          "one broker: what is on its disk is all there is",
          "Run three, with replication factor 3.",
        )
      : ok("brokers", `${brokers} brokers`);
  if (settings === null)
    return [
      reached,
      warn(
        "settings",
        "the brokers' settings may not be read by this user",
        "Allow DescribeConfigs on the cluster for this check, or look by hand: unclean.leader.election.enable false, group.min.session.timeout.ms at most 6000.",
      ),
    ];
  const found = [
    ...judgeBoolean(settings),
    ...judgeLimits(settings),
    ...judgeInternalTopics(brokers, settings),
  ];
  return [
    reached,
    judgeVersion(versionOf(settings)),
    ...(found.length === 0 ? [ok("settings", "nothing that loses data")] : found),
  ];
}

const numberIn = (settings: ReadonlyMap<string, string>, name: string): number | null => {
  const text = settings.get(name);
  return text === undefined || text === "" || !Number.isFinite(Number(text)) ? null : Number(text);
};

function judgeBoolean(settings: ReadonlyMap<string, string>): Finding[] {
  const found: Finding[] = [];
  if (settings.get("unclean.leader.election.enable") === "true")
    found.push(
      fail(
        "settings",
        "unclean.leader.election.enable is true: a broker without the acknowledged records may become leader",
        "Set it to false.",
      ),
    );
  if (settings.get("auto.create.topics.enable") === "true")
    found.push(
      warn(
        "settings",
        "auto.create.topics.enable is true: a misspelt topic is made with one partition",
        "Set it to false; usp-telemetry topics apply makes ours.",
      ),
    );
  return found;
}

/** What our clients ask of the brokers. */
const sessionMs = 6000;
const transactionMs = 30_000;
const weekMinutes = 7 * 24 * 60;

function judgeLimits(settings: ReadonlyMap<string, string>): Finding[] {
  const found: Finding[] = [];
  const minSession = numberIn(settings, "group.min.session.timeout.ms");
  const maxTransaction = numberIn(settings, "transaction.max.timeout.ms");
  const offsetsKept = numberIn(settings, "offsets.retention.minutes");
  if (minSession !== null && minSession > sessionMs)
    found.push(
      fail(
        "settings",
        `group.min.session.timeout.ms is ${minSession}: our consumers' ${sessionMs} are refused`,
        `Set it to ${sessionMs} or less.`,
      ),
    );
  if (maxTransaction !== null && maxTransaction < transactionMs)
    found.push(
      fail(
        "settings",
        `transaction.max.timeout.ms is ${maxTransaction}: our ${transactionMs} are refused`,
        `Set it to ${transactionMs} or more.`,
      ),
    );
  if (offsetsKept !== null && offsetsKept < weekMinutes)
    found.push(
      warn(
        "settings",
        `offsets.retention.minutes is ${offsetsKept}: a sink that is away for longer begins at the start of its topics again`,
        `Set it to ${weekMinutes} or more.`,
      ),
    );
  return found;
}

const internal = ["offsets.topic.replication.factor", "transaction.state.log.replication.factor"] as const;

function judgeInternalTopics(brokers: number, settings: ReadonlyMap<string, string>): Finding[] {
  if (brokers < 3) return [];
  return internal.flatMap((name) => {
    const factor = numberIn(settings, name);
    return factor === null || factor >= 3
      ? []
      : [
          warn(
            "settings",
            `${name} is ${factor}: with one broker gone groups or transactions stand still`,
            "Set it to 3 and give the topic that exists more replicas (kafka-reassign-partitions).",
          ),
        ];
  });
}

/** `brokers`: how many there are. */
export function judgeTopics(brokers: number, present: readonly TopicFacts[]): Finding[] {
  const names = new Set(present.map(({ name }) => name));
  const missing = Object.values(topics).filter(({ name }) => !names.has(name));
  const counts = new Map(present.map(({ name, partitions }) => [name, partitions.length]));
  const distinct = new Set(counts.values());
  const found: Finding[] = [];
  if (missing.length > 0)
    found.push(
      fail(
        "topics",
        `missing, or not to be seen by this user: ${missing.map(({ name }) => name).join(", ")}`,
        "Run usp-telemetry topics apply; if they are there, allow Describe on them.",
      ),
    );
  if (distinct.size > 1)
    found.push(
      fail(
        "topics",
        `several partition counts: ${[...counts].map(([name, count]) => `${name} ${count}`).join(", ")}`,
        "A home has one number in all topics: create them anew with one count, raise USP_LOG_GENERATION and empty usp.worker-state.v1.",
      ),
    );
  found.push(...present.flatMap((topic) => judgeTopic(brokers, topic)));
  if (found.length > 0) return found;
  const [count = 0] = distinct;
  return [ok("topics", `all ${present.length}, ${count} partitions each, as topics apply makes them`)];
}

function judgeTopic(brokers: number, { name, partitions, differs }: TopicFacts): Finding[] {
  const found: Finding[] = [];
  const leaderless = partitions.filter(({ leader }) => leader < 0).length;
  const behind = partitions.filter(({ replicas, inSync }) => inSync < replicas).length;
  const single = partitions.some(({ replicas }) => replicas === 1);
  if (leaderless > 0)
    found.push(
      fail(
        name,
        `${leaderless} of ${partitions.length} partitions have no leader: nothing goes in or out`,
        "Start the brokers that have their replicas.",
      ),
    );
  else if (behind > 0)
    found.push(
      warn(
        name,
        `${behind} of ${partitions.length} partitions have replicas that are not in sync`,
        "Look for a broker that is down or slow; with another one gone writing may stop.",
      ),
    );
  if (single && brokers > 1)
    found.push(
      warn(
        name,
        "one replica: a lost disk loses what was acknowledged",
        "Give it three (kafka-reassign-partitions).",
      ),
    );
  return [...found, ...(differs ?? []).map((one) => judgeSetting(name, one))];
}

const settingAdvice: Readonly<Record<string, string>> = {
  "cleanup.policy":
    "Set it back: a compacted topic that deletes loses state, one that should delete and compacts loses records.",
  "min.insync.replicas": "Set it to 2, so that what is acknowledged is on two disks.",
  "message.timestamp.type": "Set it back: retention and Kafka's clock are told by LogAppendTime.",
};

function judgeSetting(
  name: string,
  {
    name: setting,
    present,
    wanted,
  }: { readonly name: string; readonly present: string; readonly wanted: string },
): Finding {
  const found = `${setting} is ${present}, topics apply makes it ${wanted}`;
  if (setting === "cleanup.policy") return fail(name, found, settingAdvice[setting] ?? "");
  return warn(name, found, settingAdvice[setting] ?? "Leave it if you meant it.");
}
