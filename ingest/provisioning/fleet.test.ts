import { expect, test } from "vitest";
import { Fleet } from "./fleet.ts";

/** Turns of the event loop enough for whatever was promised. */
const settled = (): Promise<void> =>
  new Promise((resolve) => {
    setImmediate(resolve);
  });

/** A fleet whose work is ended by hand. */
function opened(concurrency: number, maxWaiting = 100) {
  const at = { ms: 0 };
  const open = new Map<string, () => void>();
  const began: string[] = [];
  const fleet = new Fleet({
    concurrency,
    maxWaiting,
    quietMs: 1000,
    clock: () => at.ms,
    work: (endpointId) =>
      new Promise((resolve) => {
        began.push(endpointId);
        open.set(endpointId, resolve);
      }),
  });
  const end = async (endpointId: string): Promise<void> => {
    open.get(endpointId)?.();
    await settled();
  };
  return { fleet, began, end, at };
}

test("no more are worked on at once than allowed, in order of arrival", async () => {
  const { fleet, began, end } = opened(2);
  for (const id of ["a", "b", "c", "d"]) fleet.add(id);
  expect(began).toEqual(["a", "b"]);
  await end("b");
  expect(began).toEqual(["a", "b", "c"]);
  expect([fleet.working, fleet.waiting]).toEqual([2, 1]);
});

test("an endpoint that waits, is worked on or was just done is not taken again, later it is", async () => {
  const { fleet, began, end, at } = opened(1);
  expect([fleet.add("a"), fleet.add("a"), fleet.add("b"), fleet.add("b")]).toEqual([
    true,
    false,
    true,
    false,
  ]);
  await end("a");
  expect(fleet.add("a")).toBe(false);
  at.ms = 1000;
  expect(fleet.add("a")).toBe(true);
  await end("b");
  expect(began).toEqual(["a", "b", "a"]);
});

test("who came online in the quiet after its work is looked at once more when that is over", async () => {
  const { fleet, began, end, at } = opened(1);
  fleet.add("a");
  await end("a");
  fleet.add("a");
  fleet.revive();
  expect(began).toEqual(["a"]);
  at.ms = 1000;
  fleet.revive();
  fleet.revive();
  expect(began).toEqual(["a", "a"]);
});

test("who listens leaves its place, and has the next free one when it would speak again", async () => {
  const log: string[] = [];
  const doors = new Map<string, () => void>();
  const behind = (door: string): Promise<void> =>
    new Promise((resolve) => {
      doors.set(door, resolve);
    });
  const open = async (door: string): Promise<void> => {
    doors.get(door)?.();
    await settled();
  };
  const fleet: Fleet = new Fleet({
    concurrency: 1,
    maxWaiting: 9,
    quietMs: 1000,
    clock: () => 0,
    async work(id) {
      log.push(`${id} speaks`);
      await behind(`${id} spoken`);
      await fleet.listen(() => behind(`${id} heard`));
      log.push(`${id} speaks again`);
    },
  });
  for (const id of ["a", "b", "c"]) fleet.add(id);
  await open("a spoken");
  expect(log).toEqual(["a speaks", "b speaks"]);
  await open("a heard");
  expect(log).toEqual(["a speaks", "b speaks"]);
  await open("b spoken");
  expect(log).toEqual(["a speaks", "b speaks", "a speaks again", "c speaks"]);
});

test("idle is when the last is done; stopping drops what waits", async () => {
  const { fleet, began, end } = opened(1);
  await fleet.idle();
  for (const id of ["a", "b"]) fleet.add(id);
  fleet.stop();
  let idle = false;
  const waited = fleet.idle().then(() => (idle = true));
  await settled();
  expect(idle).toBe(false);
  await end("a");
  await waited;
  expect(began).toEqual(["a"]);
});

test("a flood of endpoints takes bounded memory", () => {
  const { fleet } = opened(1, 3);
  const taken = Array.from({ length: 10 }, (_, n) => fleet.add(`os::${n}`));
  expect(taken.filter(Boolean).length).toBe(4);
});
