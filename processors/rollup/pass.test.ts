import { describe, expect, it } from "vitest";
import { type PassPorts, runPass } from "./pass.ts";
import { findChunk, markChunk } from "./pending.ts";

/** Pending hours of homes `0`..`9`, one each; `fails` says which statements do. */
function open({
  pending = 10,
  fails = () => false,
  answer = "again",
}: {
  readonly pending?: number;
  readonly fails?: (first: number, last: number, time: number) => boolean;
  readonly answer?: "again" | "skip";
}) {
  const chunks: string[] = [];
  const statements: string[] = [];
  const failures: string[] = [];
  let time = 0;
  const ports: PassPorts = {
    select(sql, { after_home: after, size }) {
      expect(sql).toBe(findChunk);
      const first = after === "" ? 0 : Number(after) + 1;
      const count = Math.max(0, Math.min(Number(size), pending - first));
      const last = first + count - 1;
      const hour = "2026-01-01 00:00:00";
      const chunk = { began: "now", first_home: String(first), first_hour: hour, last_home: String(last) };
      return Promise.resolve([{ ...chunk, size: count, last_hour: hour, from: hour, to: hour }]);
    },
    run(sql, { first_home: first, last_home: last }) {
      statements.push(/^INSERT INTO (\w+)/.exec(sql)?.[1] ?? sql);
      if (fails(Number(first), Number(last), time++)) return Promise.reject(new Error("no"));
      if (sql === markChunk) chunks.push(`${first}-${last}`);
      return Promise.resolve();
    },
    failed(_error, size, attempt) {
      failures.push(`${size} hours, attempt ${attempt}`);
      return Promise.resolve(size === 1 ? answer : "again");
    },
    isStopping: () => false,
  };
  return { ports, chunks, statements, failures };
}

describe("a pass", () => {
  it("counts windows first, days after the hours that they are counted from, and notes the recount last", async () => {
    const { ports, statements } = open({ pending: 1 });
    expect(await runPass(ports)).toEqual({ hours: 1, skipped: 0 });
    const hour = (noun: string): number => statements.indexOf(`${noun}_hour_store`);
    const day = (noun: string): number => statements.indexOf(`${noun}_day_store`);
    for (const noun of ["home", "radio", "station"]) expect(day(noun)).toBeGreaterThan(hour(noun));
    expect(day("band")).toBeGreaterThan(hour("station"));
    expect(statements.at(-1)).toBe("home_hour_change_store");
    expect([statements[0], statements.at(-2)]).toEqual(["home_counted_store", "home_counted_store"]);
    expect(new Set(statements).size).toBe(13);
  });

  it("takes what is pending in bounded chunks, one after the other", async () => {
    const { ports, chunks } = open({});
    const counted: number[] = [];
    const told = { ...ports, counted: (hours: number) => counted.push(hours) };
    expect(await runPass(told, 4)).toEqual({ hours: 10, skipped: 0 });
    expect(chunks).toEqual(["0-3", "4-7", "8-9"]);
    expect(counted).toEqual([4, 8, 10]);
  });

  it("tries a chunk that fails again, half as large, and grows again when it goes well", async () => {
    const { ports, chunks, failures } = open({ fails: (first, last, time) => time < 10 && last - first > 1 });
    expect(await runPass(ports, 8)).toEqual({ hours: 10, skipped: 0 });
    expect(failures).toEqual(["8 hours, attempt 1", "4 hours, attempt 2"]);
    expect(chunks).toEqual(["0-1", "2-5", "6-9"]);
  });

  it("leaves out the one hour that can't be counted, and counts the others", async () => {
    const { ports, chunks } = open({
      pending: 4,
      fails: (first, last) => first <= 2 && last >= 2,
      answer: "skip",
    });
    expect(await runPass(ports, 4)).toEqual({ hours: 3, skipped: 1 });
    expect(chunks).toEqual(["0-1", "3-3"]);
  });

  it("ends where the caller will not wait", async () => {
    const { ports } = open({ fails: () => true });
    const failed = (error: unknown): Promise<never> => Promise.reject(error);
    await expect(runPass({ ...ports, failed })).rejects.toThrow("no");
  });
});
