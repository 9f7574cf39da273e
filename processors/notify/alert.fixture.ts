/** An alert of a home that is silent, for tests to fill in what they are about. */
import type { Alert } from "#schemas/alert.ts";
import { epochMs } from "#schemas/units.ts";

/** When it was raised: 2026-01-02T03:04:05Z. */
export const raisedMs = Date.UTC(2026, 0, 2, 3, 4, 5);

/** Firing for the first time; each state's times as the fleet stage gives them. */
export function anAlert(change: Partial<Alert> = {}): Alert {
  return {
    episode_id: "episode-1",
    sequence: 0,
    candidate_sequence: 0,
    fingerprint: "fingerprint-1",
    state: "firing",
    alert_class: "gateway_silent",
    rule: null,
    severity: "major",
    subject_kind: "endpoint",
    subject: "os::0012AB-1",
    home_id: "home-1",
    endpoint_id: "os::0012AB-1",
    raised_at: epochMs(raisedMs),
    changed_at: epochMs(raisedMs),
    cleared_at: null,
    received_at: epochMs(raisedMs + 50),
    summary: "The gateway has been silent for 5 minutes.",
    value: 300,
    threshold: 120,
    baseline: null,
    unit: "s",
    coverage: 1,
    evidence: { expected: 10 },
    labels: { model_name: "HGW-1" },
    parent_episode_id: null,
    children: 0,
    row_version: 1,
    ...change,
  };
}

/** The last transition of that episode, ten minutes later. */
export const resolvedAlert = (change: Partial<Alert> = {}): Alert =>
  anAlert({
    sequence: 1,
    state: "resolved",
    changed_at: epochMs(raisedMs + 600_000),
    cleared_at: epochMs(raisedMs + 600_000),
    ...change,
  });
