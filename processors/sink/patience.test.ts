import { describe, expect, it } from "vitest";
import { Ledger } from "./ledger.ts";
import { createPatience, SinkStopped, waitBeforeMs } from "./patience.ts";

describe("waiting", () => {
  it("doubles from 250 ms to 15 s", () => {
    expect([1, 2, 3, 7, 8, 1_000].map(waitBeforeMs)).toEqual([250, 500, 1_000, 15_000, 15_000, 15_000]);
  });

  it("is said, shown in the status until what waited is done, and remembered as the last error", async () => {
    const ledger = new Ledger();
    const said: unknown[] = [];
    const waits: (() => void)[] = [];
    const patience = createPatience(
      {
        after: (_ms, run) => {
          waits.push(run);
          return () => {};
        },
        warn: (_message, fields) => said.push(fields),
      },
      ledger,
    );
    const waited = patience.waitFor("ClickHouse", 1, "no route");
    expect(ledger.status()).toMatchObject({ waitingFor: "ClickHouse", lastError: "no route" });
    waits[0]?.();
    await waited;
    expect(ledger.status().waitingFor).toBe("ClickHouse");
    ledger.settled("ClickHouse");
    expect(ledger.status()).toMatchObject({ waitingFor: null, lastError: "no route" });
    expect(said).toEqual([{ what: "ClickHouse", attempt: 1, waitMs: 250, detail: "no route" }]);
  });

  it("ends at once when the sink stops, also when it has not begun", async () => {
    let canceled = 0;
    const patience = createPatience({ after: () => () => (canceled += 1), warn: () => {} }, new Ledger());
    const waits = [patience.waitFor("migrations", 1, "")];
    patience.stop();
    waits.push(patience.waitFor("migrations", 2, ""));
    const ends = await Promise.allSettled(waits);
    expect(ends.map((end) => end.status === "rejected" && end.reason instanceof SinkStopped)).toEqual([
      true,
      true,
    ]);
    expect(canceled).toBe(1);
  });
});
