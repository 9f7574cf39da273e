import { describe, expect, test } from "vitest";
import { epochMs } from "#schemas/units.ts";
import { type Balance, findUnaccounted } from "./accounts.ts";
import {
  changeKey,
  Ledger,
  type LedgerChange,
  type LedgerEvent,
  type LedgerWindow,
  windowKey,
} from "./ledger.ts";

const at = epochMs(1_795_000_000_000);
const window: LedgerWindow = {
  home_id: "h",
  window_start: at,
  window_ms: 60_000,
  clock_epoch: 0,
  row_version: 7,
};
const change: LedgerChange = {
  home_id: "h",
  endpoint_id: "e",
  sta_mac: "m",
  host_mac: "",
  observed_at: at,
  kind: "join",
};
const event = (event_id: string): LedgerEvent => ({ event_id, kind: "report", received_at: at, tick: null });

/** Five messages: three events of which one twice, one dropped, one dead letter; one window revised; one join. */
function balanced(): Balance {
  const ledger = new Ledger();
  for (const id of ["a", "b", "a"]) ledger.event(event(id), 0, true);
  ledger.window({ ...window, row_version: 3 }, true);
  ledger.window(window, true);
  ledger.change(change, true);
  ledger.deadLetter({ "usp.reason": Buffer.from("bulk_parse_error") }, true);
  ledger.deadLetter(
    { "usp.reason": Buffer.from("bulk_parse_error"), "usp.chunk.index": Buffer.from("1") },
    true,
  );
  return {
    published: 5,
    unsubscribed: 0,
    fates: { produced: 3, partOfAnother: 0, dropped: { to_agent: 1 }, deadLetter: { bulk_parse_error: 1 } },
    eventsClaimed: 3,
    ledger,
    totals: ledger.totals(),
    stored: {
      eventIds: new Set(["a", "b"]),
      windowVersions: new Map([[windowKey(window), 7]]),
      changes: new Set([changeKey(change)]),
    },
    lag: 0,
    unread: 0,
  };
}

describe("accounts", () => {
  test("a replay that adds up has nothing unaccounted; duplicates, revisions and chunks count once", () => {
    const balance = balanced();
    expect(findUnaccounted(balance)).toEqual([]);
    expect(balance.totals).toMatchObject({
      events: { report: 3 },
      duplicates: 1,
      windows: 1,
      revisions: 1,
      associationChanges: 1,
      deadLetters: { bulk_parse_error: 1 },
    });
  });

  const cases: { name: string; broken: (balance: Balance) => Partial<Balance>; want: string }[] = [
    {
      name: "a message without a fate",
      broken: () => ({ published: 6 }),
      want: "1 of 6 published messages have no fate",
    },
    {
      name: "a message to a topic without subscriber",
      broken: () => ({ published: 6, unsubscribed: 1 }),
      want: "1 published messages went to topics that no bridge subscribes to",
    },
    {
      name: "an event not in Kafka",
      broken: () => ({ eventsClaimed: 4 }),
      want: "1 events that the bridges produced are not in Kafka",
    },
    {
      name: "an event without a row",
      broken: ({ stored }) => ({ stored: { ...stored, eventIds: new Set(["a"]) } }),
      want: "1 distinct events have no row in telemetry_event",
    },
    {
      name: "a window whose newest revision is not there",
      broken: ({ stored }) => ({ stored: { ...stored, windowVersions: new Map([[windowKey(window), 3]]) } }),
      want: "1 windows have no row of their newest revision in home_window",
    },
    {
      name: "a change that nobody made",
      broken: ({ stored }) => ({ stored: { ...stored, changes: new Set([...stored.changes, "x"]) } }),
      want: "1 rows of association_change are of no change in Kafka",
    },
    { name: "lag", broken: () => ({ lag: 2 }), want: "2 records in Kafka are not processed and inserted" },
  ];
  test.each(cases)("$name is told", ({ broken, want }) => {
    const balance = balanced();
    expect(findUnaccounted({ ...balance, ...broken(balance) })).toEqual([want]);
  });

  test("ids from before this run make duplicates, but are not counted themselves", () => {
    const ledger = new Ledger();
    ledger.event(event("a"), 0, false);
    ledger.event(event("a"), 0, true);
    expect(ledger.totals()).toMatchObject({ events: { report: 1 }, duplicates: 1 });
  });

  test("ticks are counted apart, and every bridge must have ticked every partition", () => {
    const ledger = new Ledger();
    const tick = (bridge_id: string): LedgerEvent => ({ ...event(""), kind: "tick", tick: { bridge_id } });
    ledger.event(tick("b1"), 0, true);
    ledger.event(tick("b1"), 1, true);
    expect(ledger.tickedTo(at, 1, 2)).toBe(true);
    expect(ledger.tickedTo(at + 1, 1, 2)).toBe(false);
    expect(ledger.tickedTo(at, 2, 2)).toBe(false);
    expect(ledger.totals()).toMatchObject({ events: {}, ticks: 2, duplicates: 0 });
  });
});
