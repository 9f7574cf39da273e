/** What `provision` tells: a few lines for each endpoint, a line of progress, and at the end who failed and why. */
import type { Provisioned } from "#ingest/provisioning/provision.ts";

export interface Left {
  readonly waiting: number;
  readonly working: number;
}

/** Counts results. Texts only; the caller writes them. */
export class ProvisionTale {
  readonly #counts: Record<Provisioned["outcome"], number> = {
    changed: 0,
    unchanged: 0,
    planned: 0,
    failed: 0,
  };
  /** By endpoint and profile: one that succeeded later has not failed. */
  readonly #failures = new Map<string, Provisioned>();

  /** The lines about what is going to be done. */
  difference(endpointId: string, profile: string, difference: readonly string[]): string {
    return block(`${endpointId}  ${profile}  differs:`, difference);
  }

  /** The lines about one result. */
  add(result: Provisioned): string {
    this.#counts[result.outcome] += 1;
    const { endpointId, profile, outcome, sentence, notes } = result;
    const key = JSON.stringify([endpointId, profile]);
    this.#failures.delete(key);
    if (outcome === "failed" && this.#failures.size < maxFailures) this.#failures.set(key, result);
    return block(
      `${endpointId}  ${profile}  ${outcome}: ${sentence}`,
      notes.map((note) => `note: ${note}`),
    );
  }

  get failed(): number {
    return this.#failures.size;
  }

  /** `12 changed, 3 unchanged, 1 failed; 8 at work, 100 waiting`. */
  progress({ waiting, working }: Left): string {
    return `${this.counts()}; ${working} at work, ${waiting} waiting`;
  }

  counts(): string {
    const told = Object.entries(this.#counts).filter(([, count]) => count > 0);
    return told.length === 0
      ? "nothing done"
      : told.map(([outcome, count]) => `${count} ${outcome}`).join(", ");
  }

  /** Who failed and why; empty when nobody did. */
  failureTable(): string {
    if (this.#failures.size === 0) return "";
    const failures = [...this.#failures.values()];
    const width = failures.reduce(
      (most, { endpointId }) => Math.max(most, endpointId.length),
      "endpoint".length,
    );
    const rows = failures.map(({ endpointId, sentence }) => `${endpointId.padEnd(width)}  ${sentence}`);
    return [`${"endpoint".padEnd(width)}  why it failed`, ...rows].map(printable).join("\n");
  }
}

/** More are not kept for the table: ids are what anybody on the broker says they are. */
const maxFailures = 100_000;

const block = (heading: string, lines: readonly string[]): string =>
  [heading, ...lines.map((line) => `  ${line}`)].map(printable).join("\n");

/** Agents' own words reach a terminal: no control characters. */
const printable = (line: string): string => line.replaceAll(/\p{Cc}/gu, "?");
