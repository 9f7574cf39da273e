import { describe, expect, it } from "vitest";
import { createEpisode, isOver, lookAt, type Episode, type Look, type Transition } from "./episode.ts";
import type { EpisodePolicy } from "./policy.ts";
import type { Reading } from "./reading.ts";

const reading: Reading = {
  alertClass: "rssi_drop",
  rule: null,
  subjectKind: "station",
  subject: "aa",
  endpointId: "gateway",
  severity: "warning",
  summary: "",
  value: -80,
  threshold: -75,
  baseline: -60,
  unit: "dBm",
  coverage: 1,
  evidence: {},
  labels: {},
};
const policy = { raiseAfter: 3, clearAfter: 2, noDataAfter: 2 };
const minute = 60_000;

/** One letter a minute: b breach, B breach of more severity, c clear, m missing. */
const looks: Readonly<Record<string, Look>> = {
  b: { kind: "breach", reading },
  B: { kind: "breach", reading: { ...reading, severity: "major" } },
  c: { kind: "clear" },
  m: { kind: "missing" },
};

/** Nothing where it is that of most. */
const severityOf = ({ episode }: Transition): string =>
  episode.reading.severity === reading.severity ? "" : ` ${episode.reading.severity}`;

/** Minute, state, sequence and severity of each transition. */
function transitionsOf(
  timeline: string,
  episode: Episode = createEpisode(reading, 0),
  eases: Pick<EpisodePolicy, "eases"> = {},
): string[] {
  let ids = 0;
  return timeline
    .replaceAll(" ", "")
    .split("")
    .flatMap((letter, index) => {
      const found = looks[letter];
      if (found === undefined) throw new Error(letter);
      const told = lookAt(episode, found, index * minute, { ...policy, ...eases }, () => `episode-${ids++}`);
      return told === null
        ? []
        : [`${index} ${told.state} ${told.episode.episodeId} ${told.episode.sequence}${severityOf(told)}`];
    });
}

describe("an episode", () => {
  it.each([
    {
      rule: "is raised at the third look in breach, once",
      timeline: "bbbbb",
      want: ["2 firing episode-0 0"],
    },
    { rule: "begins to count anew after a look without", timeline: "bbcbb", want: [] },
    { rule: "does not count looks that could not judge", timeline: "bbmmb", want: ["4 firing episode-0 0"] },
    {
      rule: "is resolved after two looks without",
      timeline: "bbb cbcc",
      want: ["2 firing episode-0 0", "6 resolved episode-0 1"],
    },
    {
      rule: "tells a worse severity, and keeps it",
      timeline: "bbbBBbBb mmbcc",
      want: [
        "2 firing episode-0 0",
        "3 firing episode-0 1 major",
        "9 no_data episode-0 2 major",
        "10 firing episode-0 3 major",
        "12 resolved episode-0 4 major",
      ],
    },
    {
      rule: "that eases tells a milder severity too",
      timeline: "bbbBBb",
      eases: true,
      want: ["2 firing episode-0 0", "3 firing episode-0 1 major", "5 firing episode-0 2"],
    },
    {
      rule: "tells once that there is no data, and when it fires again",
      timeline: "bbb mmm b",
      want: ["2 firing episode-0 0", "4 no_data episode-0 1", "6 firing episode-0 2"],
    },
    {
      rule: "without data resolves when the subject is well",
      timeline: "bbb mm cc",
      want: ["2 firing episode-0 0", "4 no_data episode-0 1", "6 resolved episode-0 2"],
    },
    {
      rule: "has a new id the next time",
      timeline: "bbb cc bbb",
      want: ["2 firing episode-0 0", "4 resolved episode-0 1", "7 firing episode-1 0"],
    },
  ])("$rule", ({ timeline, want, eases }) => {
    expect(transitionsOf(timeline, createEpisode(reading, 0), eases ? { eases } : {})).toEqual(want);
  });

  it("raised for the fourth time within an hour stays until it has been well for hours", () => {
    const told = transitionsOf(`${"bbbcc".repeat(4)}${"c".repeat(350)}`);
    const resolved = told.filter((line) => line.includes("resolved"));
    expect(resolved.slice(0, 3).map((line) => line.split(" ")[0])).toEqual(["4", "9", "14"]);
    expect(resolved).toHaveLength(4);
    expect(Number(resolved[3]?.split(" ")[0])).toBeGreaterThan(240);
  });

  it("is over when nothing is counted, raised or damped", () => {
    const episode = createEpisode(reading, 0);
    transitionsOf("bb", episode);
    expect(isOver(episode)).toBe(false);
    transitionsOf("c", episode);
    expect(isOver(episode)).toBe(true);
    transitionsOf("bbbcc", episode);
    expect(isOver(episode)).toBe(false);
  });
});
