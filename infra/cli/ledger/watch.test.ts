import { setTimeout as sleep } from "node:timers/promises";
import { expect, test } from "vitest";
import { freePort } from "#infra/local/free-port.ts";
import { Complaint } from "../complaint.ts";
import type { CheckReport } from "./check.ts";
import { watch } from "./watch.ts";

const balanced: CheckReport = { borders: [], findings: [] };

test("a watch begins while Kafka is away: it says why it is not ready, and looks at all that time when it is back", async () => {
  const stopping = new AbortController();
  const statusPort = await freePort();
  const pages: string[] = [];
  const since: number[] = [];
  await watch({
    status: { statusPort, statusHost: "127.0.0.1" },
    everyMs: 10,
    spanMs: 100,
    stopping: stopping.signal,
    async look(sinceMs) {
      since.push(sinceMs);
      const answer = await fetch(`http://127.0.0.1:${statusPort}/readyz`);
      pages.push(`${answer.status} ${await answer.text()}`);
      // A page is kept for a second.
      await sleep(1000);
      if (since.length < 3) throw new Complaint("Kafka is away", 1);
      if (since.length === 4) stopping.abort();
      return balanced;
    },
  });
  expect(pages[0]).toMatch(/^200 /);
  expect(pages[1]).toMatch(/^503 .*The last round could not be made: Kafka is away/s);
  expect(pages[2]).toMatch(/^503 .*The last 2 rounds could not be made: Kafka is away/s);
  expect(pages[3]).toMatch(/^200 /);
  expect(new Set(since.slice(0, 3)).size).toBe(1);
});
