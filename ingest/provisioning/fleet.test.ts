import { expect, test } from "vitest";
import { Fleet } from "./fleet.ts";

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
    await new Promise((resolve) => {
      setImmediate(resolve);
    });
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

test("idle is when the last is done; stopping drops what waits", async () => {
  const { fleet, began, end } = opened(1);
  await fleet.idle();
  for (const id of ["a", "b"]) fleet.add(id);
  fleet.stop();
  let idle = false;
  const waited = fleet.idle().then(() => (idle = true));
  await new Promise((resolve) => {
    setImmediate(resolve);
  });
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
