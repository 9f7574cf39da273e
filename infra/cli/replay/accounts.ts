/** Balances what was published against Kafka, and Kafka against ClickHouse. Pure: sentences about what does not add up. */
import type { Fates } from "../status-client.ts";
import { countFates } from "../status-client.ts";
import type { Ledger, LedgerTotals } from "./ledger.ts";

/** What ClickHouse holds, by the keys of `ledger.ts`. */
export interface StoredKeys {
  readonly eventIds: ReadonlySet<string>;
  /** Window -> row version of its newest revision. */
  readonly windowVersions: ReadonlyMap<string, number>;
  readonly changes: ReadonlySet<string>;
}

export interface Balance {
  readonly published: number;
  /** Published to topics that no bridge subscribes to. */
  readonly unsubscribed: number;
  readonly fates: Fates;
  /** What the bridges say they produced, ticks left out. */
  readonly eventsClaimed: number;
  readonly ledger: Ledger;
  readonly totals: LedgerTotals;
  readonly stored: StoredKeys;
  readonly lag: number;
  /** Records of Kafka that the check itself could not read. */
  readonly unread: number;
}

const sum = (counts: Readonly<Record<string, number>>): number =>
  Object.values(counts).reduce((total, count) => total + count, 0);

/** Empty when everything is accounted for. */
export function findUnaccounted(balance: Balance): string[] {
  return [...intake(balance), ...kafka(balance), ...clickhouse(balance)];
}

function intake({ published, unsubscribed, fates }: Balance): string[] {
  const expected = published - unsubscribed;
  const without = expected - countFates(fates);
  return [
    ...told(unsubscribed, "published messages went to topics that no bridge subscribes to"),
    ...told(without, `of ${expected} published messages have no fate`),
  ];
}

function kafka({ eventsClaimed, fates, totals, lag, unread }: Balance): string[] {
  return [
    ...told(eventsClaimed - sum(totals.events), "events that the bridges produced are not in Kafka"),
    ...told(
      sum(fates.deadLetter) - sum(totals.deadLetters),
      "messages that the bridges dead-lettered are not in Kafka",
    ),
    ...told(totals.undecodable, "records in Kafka can't be decoded"),
    ...told(unread, "records in Kafka were not read by the check"),
    ...told(lag, "records in Kafka are not processed and inserted"),
  ];
}

function clickhouse({ ledger, stored }: Balance): string[] {
  const staleWindows = [...ledger.windowVersions].filter(
    ([key, version]) => stored.windowVersions.get(key) !== version,
  );
  const strangeWindows = [...stored.windowVersions.keys()].filter((key) => !ledger.windowVersions.has(key));
  return [
    ...told(missing(ledger.eventIds, stored.eventIds), "distinct events have no row in telemetry_event"),
    ...told(staleWindows.length, "windows have no row of their newest revision in home_window"),
    ...told(strangeWindows.length, "rows of home_window are of no window in Kafka"),
    ...told(missing(ledger.changes, stored.changes), "association changes have no row in association_change"),
    ...told(missing(stored.changes, ledger.changes), "rows of association_change are of no change in Kafka"),
  ];
}

const missing = (wanted: ReadonlySet<string>, present: ReadonlySet<string>): number =>
  [...wanted].filter((key) => !present.has(key)).length;

const told = (count: number, what: string): string[] => (count > 0 ? [`${count} ${what}`] : []);
