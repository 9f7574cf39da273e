import { describe, expect, it } from "vitest";
import { settleAmong, type Side } from "./crossing.ts";
import { applyReboot, applyReport, createPresence, type SeenStation } from "./presence.ts";

const tables = ["Device.WiFi.AccessPoint.*.AssociatedDevice."];
const accessPoint = "Device.WiFi.AccessPoint.1.";
const station = (staMac: string): SeenStation => ({
  staMac,
  accessPoint,
  path: `${accessPoint}AssociatedDevice.${staMac}.`,
  bssid: null,
  active: null,
  rssiDbm: null,
});

/**
 * Reports a second apart, of endpoint A or B: `A ab` lists stations a and b; `A!` before it: A rebooted. `.` is ten
 * seconds without any. An endpoint that says nothing for five seconds is quiet. Changes: `+a` join, `-a` leave,
 * `aA>B` roam, `aA>B!` back within 30 s, with the endpoint that said it.
 */
function timeline(text: string): string {
  const sides: Side[] = ["A", "B", "C"].map((endpointId) => ({ endpointId, presence: createPresence() }));
  let at = 0;
  const reports = text.split("|").map((said) => {
    at += said === "." ? 10_000 : 1000;
    const [name = "", listed = ""] = said.trim().split(" ");
    const here = sides.find(({ endpointId }) => endpointId === name.slice(0, 1));
    if (here === undefined) return "";
    if (name.endsWith("!")) applyReboot(here.presence);
    const report = { observedAt: at, receivedAt: at, tables, stations: listed.split("").map(station) };
    const others = sides.filter((side) => side !== here && side.presence.hasBaseline);
    const changes = applyReport(here.presence, report, { reports: 2, whenDeleted: 2 });
    const settled = settleAmong(
      here,
      others,
      report,
      changes,
      (_, known) => at - known.seenReceivedAt > 5000,
    );
    return settled
      .map((change) => {
        if (change.kind === "emptied") return `!!${change.count}`;
        if (change.kind === "join") return `+${change.staMac}`;
        if (change.kind === "leave") return `-${change.staMac}`;
        return `${change.staMac}${change.fromEndpointId}>${here.endpointId}${change.pingPong ? "!" : ""}`;
      })
      .join(" ");
  });
  return reports.join("|");
}

describe("a station among the endpoints of a home", () => {
  it.each([
    {
      name: "has roamed when it is seen elsewhere and missed where it was",
      said: "A a|B|A|B a|A",
      want: "|||aA>B|",
    },
    {
      name: "seen elsewhere first has roamed once it is missed, and seen again",
      said: "A a|B|B a|A|B a|A",
      want: "||||aA>B|",
    },
    { name: "listed at both counts where it was first", said: "A a|B a|A a|B a|A a", want: "||||" },
    { name: "listed at both leaves once", said: "A a|B a|A|B|A|B", want: "||||-a|" },
    {
      name: "that has left before it is seen elsewhere has left, and joins",
      said: "A a|B|A|A|B a",
      want: "|||-a|+a",
    },
    { name: "that is new at one of them joins", said: "A|B|B b|A|A b", want: "||+b||" },
    {
      name: "listed longer elsewhere than where it counted has roamed when it is seen again",
      said: "A a|B a|A|A|B a",
      want: "||||aA>B",
    },
    {
      name: "that was there and goes from there, too, leaves there",
      said: "A a|B a|A|A|B|B",
      want: "|||||-a",
    },
    {
      name: "of an endpoint that says nothing any longer has roamed when it is seen",
      said: "A a|B|B a|.|B a",
      want: "||||aA>B",
    },
    {
      name: "of a quiet endpoint that lists it still is where it is seen",
      said: "B a|A a|.|A a|A|A",
      want: "|||aB>A||-a",
    },
    {
      name: "that is back where it left, before anybody said so, never left",
      said: "A a|B a|A|A|A a|B",
      want: "|||||",
    },
    { name: "goes back and forth", said: "A a|B|A|B a|A|B|A a", want: "|||aA>B|||aB>A!" },
    { name: "does not wait for a gateway that rebooted", said: "A a|B|A!|B a|A", want: "||!!1|aA>B|" },
    {
      name: "of three endpoints goes to the one that sees it",
      said: "A a|B a|C|A|A|C a|B",
      want: "|||||aA>C|",
    },
  ])("$name", ({ said, want }) => {
    expect(timeline(said)).toBe(want);
  });

  it("keeps its session over endpoints", () => {
    const [a, b] = ["A", "B"].map((endpointId): Side => ({ endpointId, presence: createPresence() }));
    if (a === undefined || b === undefined) throw new Error("no sides");
    const apply = (here: Side, other: Side, at: number, ...macs: string[]) => {
      const report = { observedAt: at, receivedAt: at, tables, stations: macs.map(station) };
      const changes = applyReport(here.presence, report, { reports: 2, whenDeleted: 2 });
      return settleAmong(here, [other], report, changes, () => false);
    };
    apply(a, b, 1);
    apply(b, a, 2);
    apply(a, b, 10, "s");
    apply(a, b, 20);
    expect(apply(b, a, 25, "s")).toMatchObject([{ kind: "roam", lastSeenAt: 10 }]);
    apply(b, a, 50, "s");
    apply(b, a, 60);
    expect(apply(b, a, 70)).toMatchObject([{ kind: "leave", sessionMs: 40 }]);
  });
});
