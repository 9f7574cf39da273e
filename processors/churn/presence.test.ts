import { describe, expect, it } from "vitest";
import {
  applyReboot,
  applyReport,
  createPresence,
  type LeaveRule,
  type SeenReport,
  type SeenStation,
} from "./presence.ts";
import { noteCreation, noteDeletion } from "./row-notices.ts";

/** `1a` is station a on access point 1, in row `Device...1.AssociatedDevice.a.`; a capital letter is not active. */
function station(word: string): SeenStation {
  const accessPoint = `Device.WiFi.AccessPoint.${word.slice(0, 1)}.`;
  const name = word.slice(1).toLowerCase();
  const active = word.slice(1) === name ? null : false;
  return {
    staMac: name,
    path: `${accessPoint}AssociatedDevice.${name}.`,
    accessPoint,
    bssid: null,
    active,
    rssiDbm: null,
  };
}

const seen = (at: number, stations: SeenStation[], tables: readonly string[] = all): SeenReport => ({
  observedAt: at,
  receivedAt: at,
  tables,
  stations,
});

const after = (reports: number): LeaveRule => ({ reports, whenDeleted: 1 });

const all = ["Device.WiFi.AccessPoint.*.AssociatedDevice."];

/**
 * Reports a second apart: stations, `-1a` before a report: the deletion of that row was notified, `~1a`: received in
 * the same millisecond as the report before, `*1a=b`: the creation of that row for station b was notified; a report that
 * begins with `1:` covers only access point 1, `boot`: a reboot before it. Changes by report: `+a` join, `-a` leave, `!a` leave after a deletion,
 * `~a` leave after a reboot, `!!3` a reboot emptied a table of 3, `a1>2` roam.
 */
function timeline(text: string): string {
  const presence = createPresence();
  let at = 0;
  const reports = text.split("|").map((report) => {
    at += 1;
    const words = report.split(" ").filter((word) => word !== "");
    const only = words.filter((word) => word.endsWith(":")).map((word) => word.slice(0, -1));
    for (const word of words) {
      const path = station(word.slice(1)).path;
      if (word === "boot") applyReboot(presence);
      if (word.startsWith("-")) noteDeletion(presence.rows, { receivedAt: at - 0.5, path });
      const created = /^\*(\w+)=(\w)$/.exec(word);
      if (created !== null) {
        const row = station(created[1] ?? "").path;
        noteCreation(presence.rows, { receivedAt: at - 0.5, path: row, mac: created[2] ?? "" });
      }
      if (word.startsWith("~")) noteDeletion(presence.rows, { receivedAt: at - 1, path });
    }
    const rows = words.filter((word) => !/^[-~*]|:$|^boot$/.test(word)).map(station);
    const tables =
      only.length === 0 ? all : only.map((number) => `Device.WiFi.AccessPoint.${number}.AssociatedDevice.`);
    const changes = applyReport(presence, seen(at, rows, tables), after(2));
    return changes.map((change) => {
      if (change.kind === "emptied") return `!!${change.count}`;
      const { kind, staMac, reason, fromAccessPoint, accessPoint } = change;
      if (kind === "join") return `+${staMac}`;
      if (kind === "leave") return `${marks[reason]}${staMac}`;
      return `${staMac}${numberOf(fromAccessPoint)}>${numberOf(accessPoint)}`;
    });
  });
  return reports.map((changes) => changes.join(" ")).join("|");
}

const marks = { report: "-", deletion_notified: "!", reboot: "~" } as const;
const numberOf = (accessPoint: string | null): string => accessPoint?.split(".")[3] ?? "?";

describe("joins, leaves and roams", () => {
  it.each([
    { name: "the first covering report is a baseline", reports: "1a 1b", want: "" },
    { name: "an empty one is too", reports: "|1a", want: "|+a" },
    { name: "a join is the first report with the MAC", reports: "1a|1a 1b|1a 1b", want: "|+b|" },
    { name: "a leave is the second report without it", reports: "1a 1b|1a|1a|1a", want: "||-b|" },
    { name: "one report without it is nothing", reports: "1a 1b|1a|1a 1b|1a|1a 1b", want: "||||" },
    { name: "who left joins again", reports: "1a|||1a", want: "||-a|+a" },
    {
      name: "a notified deletion makes the first report without it enough",
      reports: "1a 1b|-1b 1a|1a",
      want: "|!b|",
    },
    { name: "a deletion counts only until the station is seen again", reports: "1a|-1a 1a||", want: "|||-a" },
    { name: "a deletion of the millisecond it was seen in counts", reports: "1a|~1a|", want: "|!a|" },
    { name: "a deletion after the first miss", reports: "1a||-1a|", want: "||!a|" },
    {
      name: "a deletion is that of whose creation in the row was notified",
      reports: "1a 1b|*1a=b -1a 1b||",
      want: "||-a|-b",
    },
    { name: "a creation is known until the next report", reports: "1a 1b|*1a=b 1a 1b|-1a 1b", want: "||!a" },
    { name: "a row nobody was seen in", reports: "1a 1b|*1z=b -1z 1a", want: "|!b" },
    { name: "the deletion of a row nobody was in", reports: "1a|-1z 1a|1a", want: "||" },
    { name: "another access point is a roam", reports: "1a|2a|2a", want: "|a1>2|" },
    { name: "a roam with one report missed", reports: "1a||2a", want: "||a1>2" },
    { name: "two reports missed are a leave and a join", reports: "1a|||2a", want: "||-a|+a" },
    {
      name: "on two access points it is where it was",
      reports: "1a|1a 2a|2a|2a 1a|1a",
      want: "||a1>2||a2>1",
    },
    { name: "on two access points, one row inactive", reports: "1a|1A 2a|2a", want: "|a1>2|" },
    { name: "a table not covered misses nobody", reports: "1a 2b|1: 1a|1: 1a|1: 1a", want: "|||" },
    {
      name: "and its missing rows count from the next covering one",
      reports: "1a 2b|1: 1a|2:|2:",
      want: "|||-b",
    },
    { name: "everybody misses an empty covering report", reports: "1a 2b||", want: "||-a -b" },
  ])("$name", ({ reports, want }) => {
    expect(timeline(reports)).toBe(want);
  });

  it("a report that covers nothing is no baseline, but its stations are known", () => {
    const presence = createPresence();
    expect(applyReport(presence, seen(1, [station("1a")], []), after(2))).toEqual([]);
    expect(applyReport(presence, seen(2, [station("1a"), station("1b")]), after(2))).toEqual([]);
    const third = applyReport(presence, seen(3, [station("1c")]), after(1));
    expect(third).toMatchObject([
      { kind: "join", staMac: "c" },
      { kind: "leave", staMac: "a" },
      { kind: "leave", staMac: "b" },
    ]);
  });

  it("only a report observed later than the last counts", () => {
    const presence = createPresence();
    applyReport(presence, seen(10, [station("1a")]), after(2));
    expect(applyReport(presence, seen(10, [station("1b")]), after(2))).toEqual([]);
    expect(applyReport(presence, seen(9, []), after(1))).toEqual([]);
    expect(applyReport(presence, seen(11, [station("1a")]), after(2))).toEqual([]);
  });
});

describe("after a reboot", () => {
  it.each([
    {
      name: "the emptied table is one change, and who returns has not joined",
      reports: "1a 1b|boot|1a|1a 1b",
      want: "|!!2||",
    },
    { name: "who was not there before joins", reports: "1a 1b|boot|1a 1c|1a 1b 1c", want: "|!!2|+c|" },
    { name: "somebody missing says that all were gone", reports: "1a 1b|boot 1a|1a 1b", want: "|!!2|" },
    {
      name: "a table with all who were there was not emptied, as far as anybody saw",
      reports: "1a 1b|boot 1a 1b|1a||",
      want: "|||-b|-a",
    },
    { name: "a table nobody was in is not emptied", reports: "1a|||boot|1a", want: "||-a||+a" },
    {
      name: "a report without them before the reboot is known counts for nothing",
      reports: "1a 1b||boot|1a 1b",
      want: "||!!2|",
    },
    { name: "another access point is no roam", reports: "1a|boot|2a|1a", want: "|!!1||a2>1" },
    { name: "the deletion of their rows is no leave", reports: "1a|-1a boot|1a", want: "|!!1|" },
    {
      name: "of two tables the second one belongs to the same change",
      reports: "1a 2b|boot 1:|2:|1a 2b",
      want: "|!!2||",
    },
    {
      name: "a second reboot counts those that were back",
      reports: "1a 1b|boot|1a|boot|1a 1b",
      want: "|!!2||!!1|",
    },
    { name: "an empty table without a reboot is leaves", reports: "1a 1b||", want: "||-a -b" },
  ])("$name", ({ reports, want }) => {
    expect(timeline(reports)).toBe(want);
  });

  it("who is not back in ten minutes has left", () => {
    const presence = createPresence();
    const minutes = (at: number, ...words: string[]) =>
      applyReport(presence, seen(60_000 * at, words.map(station)), after(2)).map((change) =>
        change.kind === "emptied" ? "emptied" : `${change.kind} ${change.staMac} ${change.reason}`,
      );
    minutes(0, "1a", "1b");
    applyReboot(presence);
    expect([1, 2, 3].map((at) => minutes(at))).toEqual([["emptied"], [], []]);
    expect(minutes(4, "1a")).toEqual([]);
    expect([9, 10].map((at) => minutes(at, "1a"))).toEqual([[], []]);
    expect(minutes(11, "1a")).toEqual(["leave b reboot"]);
    expect(minutes(12, "1a", "1b")).toEqual(["join b report"]);
  });
});

describe("a session", () => {
  it("is from the join to the last report with the station, and unknown for who was there before, or came back after a reboot", () => {
    const presence = createPresence();
    const sessions: (number | null | undefined)[] = [];
    for (const [at, ...words] of [[1, "1a"], [2, "1a", "1b"], [3, "1a", "2b"], [4, "2b"], [5], [6]] as const)
      for (const change of applyReport(presence, seen(at, words.map(station)), after(2)))
        if (change.kind === "leave") sessions.push(change.sessionMs);
    expect(sessions).toEqual([null, 2]);
  });
});

describe("a roam back", () => {
  it.each([
    { name: "within 30 s is a ping-pong", times: [0, 10_000, 40_000], want: [false, true] },
    { name: "later is none", times: [0, 10_000, 40_001], want: [false, false] },
  ])("$name", ({ times, want }) => {
    const presence = createPresence();
    const found = times.flatMap((at, index) =>
      applyReport(presence, seen(at + 1, [station(index === 1 ? "2a" : "1a")]), after(2)),
    );
    expect(found.map((change) => change.kind === "roam" && change.pingPong)).toEqual(want);
  });
});

describe("a report of the access points without their stations", () => {
  const places = (at: number): SeenReport => seen(at, [], ["Device.WiFi.AccessPoint.", "Device.WiFi.SSID."]);

  it("is no baseline, and nobody is missing from it", () => {
    const presence = createPresence();
    expect(applyReport(presence, places(1), after(1))).toEqual([]);
    expect(applyReport(presence, seen(2, [station("1a")]), after(1))).toEqual([]);
    expect(applyReport(presence, places(3), after(1))).toEqual([]);
    expect(applyReport(presence, seen(4, []), after(1))).toMatchObject([{ kind: "leave", staMac: "a" }]);
  });
});
