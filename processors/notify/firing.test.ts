import { expect, test } from "vitest";
import { anAlert, resolvedAlert } from "./alert.fixture.ts";
import { FiringAlerts } from "./firing.ts";

const states = (firing: FiringAlerts): readonly string[] =>
  firing.current().map(({ episode_id: id, sequence, state }) => `${id} ${sequence} ${state}`);

test("what fires or has no data lasts; what is resolved, suppressed or erased does not", () => {
  const firing = new FiringAlerts();
  for (const [fingerprint, state] of [
    ["a", "firing"],
    ["b", "no_data"],
    ["c", "suppressed"],
    ["d", "resolved"],
  ] as const)
    firing.take(fingerprint, anAlert({ fingerprint, state }));
  expect(firing.current().map(({ fingerprint }) => fingerprint)).toEqual(["a", "b"]);
  firing.take("a", null);
  firing.take("b", resolvedAlert({ fingerprint: "b" }));
  expect(firing.current()).toEqual([]);
});

test("what was told after the table's state is not told back: neither its resolution nor a newer severity", () => {
  const firing = new FiringAlerts();
  firing.take("fingerprint-1", anAlert());
  firing.told(anAlert({ sequence: 1, severity: "critical" }));
  expect(states(firing)).toEqual(["episode-1 1 firing"]);
  firing.told(resolvedAlert({ sequence: 2 }));
  expect(states(firing)).toEqual([]);
  firing.take("fingerprint-1", anAlert({ sequence: 1 }));
  expect(states(firing)).toEqual([]);
  firing.take("fingerprint-1", resolvedAlert({ sequence: 2 }));
  firing.take("fingerprint-1", anAlert({ episode_id: "episode-2" }));
  expect(states(firing)).toEqual(["episode-2 0 firing"]);
});

test("what is told of an earlier episode, long after, takes nothing away", () => {
  const firing = new FiringAlerts();
  firing.take("fingerprint-1", anAlert({ episode_id: "episode-2" }));
  firing.told(resolvedAlert({ sequence: 9 }));
  expect(states(firing)).toEqual(["episode-2 0 firing"]);
});
