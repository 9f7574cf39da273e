import { expect, test } from "vitest";
import { ReportWatches } from "./report-watches.ts";

/** Watches with a log of subscriptions, and time that passes when `late` is called. */
function opened() {
  const log: string[] = [];
  const sleepers: (() => void)[] = [];
  const watches = new ReportWatches({
    subscribe: async (topic) => void log.push(`+${topic}`),
    unsubscribe: async (topic) => void log.push(`-${topic}`),
    clock: () => 0,
    sleep: () =>
      new Promise((resolve) => {
        sleepers.push(resolve);
      }),
  });
  return { watches, log, late: () => sleepers.forEach((wake) => wake()) };
}

test("the next report at the very topic counts; a retained or empty message does not", async () => {
  const { watches, log } = opened();
  const watch = await watches.watch("b/1");
  watches.receive("b/1", 5, false);
  const next = watch.next(1000);
  watches.receive("b/2", 6, false);
  watches.receive("b/1", 7, true);
  watches.receive("b/1", 0, false);
  watches.receive("b/1", 8, false);
  expect(await next).toEqual({ afterMs: 0, sizeBytes: 8 });
  await watch.close();
  expect(log).toEqual(["+b/1", "-b/1"]);
});

test("none in time is null", async () => {
  const { watches, late } = opened();
  const watch = await watches.watch("b/1");
  const next = watch.next(1000);
  late();
  expect(await next).toBeNull();
});

test("a topic that another still watches stays subscribed", async () => {
  const { watches, log } = opened();
  const [one, two] = [await watches.watch("b"), await watches.watch("b")];
  await one.close();
  const next = two.next(1000);
  watches.receive("b", 3, false);
  expect(await next).toEqual({ afterMs: 0, sizeBytes: 3 });
  expect(log).not.toContain("-b");
});
