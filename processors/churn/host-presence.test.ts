import { describe, expect, it } from "vitest";
import { applyHosts, awaitHosts, createHostPresence, type SeenHost } from "./host-presence.ts";
import { noteCreation, noteDeletion } from "./row-notices.ts";

const tables = ["Device.Hosts.Host."];
const pathOf = (name: string): string => `Device.Hosts.Host.${name}.`;

/** A capital letter is a host listed as inactive. */
const host = (name: string): SeenHost => ({
  hostMac: name.toLowerCase(),
  path: pathOf(name.toLowerCase()),
  active: name === name.toLowerCase(),
  hostName: null,
});

/**
 * Reports a second apart: `a b` lists hosts a and b; `?` covers no table of hosts; `-a` before a report: the deletion of
 * a's row was notified; `*a=b`: the creation of that row for b; `boot`: a reboot. Changes: `+a` join, `-a` leave, `!a` after
 * a deletion, `~a` after a reboot.
 */
function timeline(text: string): string {
  const presence = createHostPresence();
  const marks = { report: "-", deletion_notified: "!", reboot: "~" };
  const reports = text.split("|").map((said, index) => {
    const words = said.split(" ").filter((word) => word !== "");
    const at = index + 1;
    for (const word of words) {
      if (word === "boot") awaitHosts(presence);
      const [, row, mac] = /^\*(\w)=(\w)$/.exec(word) ?? [];
      if (row !== undefined && mac !== undefined)
        noteCreation(presence.rows, { receivedAt: at - 0.5, path: pathOf(row), mac });
      if (word.startsWith("-"))
        noteDeletion(presence.rows, { receivedAt: at - 0.5, path: pathOf(word.slice(1)) });
    }
    const hosts = words.filter((word) => /^\w$/.test(word)).map(host);
    const report = { observedAt: at, receivedAt: at, tables: words.includes("?") ? [] : tables, hosts };
    return applyHosts(presence, report, { reports: 2, whenDeleted: 1 })
      .map(({ kind, hostMac, reason }) =>
        kind === "host_join" ? `+${hostMac}` : `${marks[reason]}${hostMac}`,
      )
      .join(" ");
  });
  return reports.join("|");
}

describe("hosts that come and go", () => {
  it.each([
    { name: "the first covering report is a baseline", reports: "a B", want: "" },
    { name: "a host listed for the first time joins", reports: "a|a b", want: "|+b" },
    { name: "an inactive one is not there", reports: "a|a B|a b", want: "||+b" },
    { name: "one that becomes inactive leaves at once", reports: "a b|a B|a b", want: "|-b|+b" },
    { name: "a row that is gone is a leave with the second report", reports: "a b|a|a|a", want: "||-b|" },
    { name: "one report without the row is nothing", reports: "a b|a|a b|a", want: "|||" },
    {
      name: "a notified deletion makes the first report without the row enough",
      reports: "a b|-b a",
      want: "|!b",
    },
    {
      name: "a deletion is that of whose creation in the row was notified",
      reports: "a b|*a=b -a a||",
      want: "|!b||-a",
    },
    { name: "a table not covered misses nobody", reports: "a|?|?|?", want: "|||" },
    { name: "of two rows of one MAC the active one counts", reports: "a|a A|A a|A", want: "|||-a" },
    { name: "after a reboot who returns has not joined", reports: "a b|boot|A B|a b", want: "|||" },
    { name: "after a reboot who was not there before joins", reports: "a|boot|a c", want: "||+c" },
  ])("$name", ({ reports, want }) => {
    expect(timeline(reports)).toBe(want);
  });

  it("who is not back ten minutes after a reboot has left", () => {
    const presence = createHostPresence();
    const minute = (at: number, ...names: string[]) =>
      applyHosts(
        presence,
        { observedAt: 60_000 * at, receivedAt: 60_000 * at, tables, hosts: names.map(host) },
        { reports: 2, whenDeleted: 1 },
      );
    minute(0);
    minute(1, "a");
    minute(2, "a");
    awaitHosts(presence);
    expect([3, 4, 12].flatMap((at) => minute(at, "A"))).toEqual([]);
    expect(minute(13, "A")).toMatchObject([
      { kind: "host_leave", reason: "reboot", lastSeenAt: 120_000, sessionMs: 60_000 },
    ]);
  });
});
