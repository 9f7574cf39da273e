import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { localStack } from "#infra/e2e/local-stack.ts";
import { differencesOf, problemsOf } from "./capture-suite.ts";
import { type Product, startProduct } from "./product.ts";
import { deadLetterQuery, losingSegment } from "./segments.ts";
import { captureNames, readCapture, type Capture } from "./truth/capture.ts";
import type { Row } from "./truth/row.ts";

describe("every capture of a real agent, through the real stack", () => {
  let product: Product;

  beforeAll(async () => {
    product = await startProduct({ stack: localStack() });
  });

  afterAll(() => product.stop());

  test.each(captureNames)("%s: the tables hold what was true, no more and no less", async (name) => {
    expect(await problemsOf(product, name)).toEqual([]);
  });

  test("of a message in segments that lost one, the others are dead letters with their bytes", async () => {
    const capture = readCapture("e2e-segmented-v5");
    const { file, deadLetters: expected } = losingSegment(capture);
    const { unaccounted, deadLetters } = await product.replay([file], "lost segment/{endpoint}");
    expect([unaccounted, deadLetters]).toEqual([[], { session_gap: expected.length }]);
    const inOrder = (rows: readonly Row[]): string[] => rows.map((row) => JSON.stringify(row)).toSorted();
    expect(inOrder(await product.ask(deadLetterQuery(capture.endpointId)))).toEqual(inOrder(expected));
  });

  test("one value altered in the truth is a difference: a signal, a host's name, a notification, a joining", async () => {
    const alter = (path: RegExp, value: string, capture = readCapture("bulk-linkloss-v5")): Capture => {
      const batch = capture.batches.findIndex(
        ({ seq, ops }) => seq > 10 && ops.some(([op, name]) => op === "set" && path.test(name)),
      );
      const batches = capture.batches.with(batch, alterBatch(capture.batches[batch], path, value));
      return { ...capture, batches };
    };
    expect(await differencesOf(product, readCapture("bulk-linkloss-v5"))).toEqual([]);
    for (const altered of [
      alter(/SignalStrength$/, "-99"),
      alter(/HostName$/, "another"),
      alter(/Stats\.BytesSent$/, "1"),
      alter(/AssociatedDevice\.\d+\.MACAddress$/, "02:00:5E:10:00:77"),
      alterNotification(readCapture("bulk-linkloss-v5")),
    ])
      expect(await differencesOf(product, altered)).not.toEqual([]);
  });
});

/** The first value at such a path, changed. */
function alterBatch(
  batch: Capture["batches"][number] | undefined,
  path: RegExp,
  value: string,
): Capture["batches"][number] {
  if (batch === undefined) throw new Error(`nothing sets ${path}`);
  const first = batch.ops.findIndex(([op, name]) => op === "set" && path.test(name));
  const [, name = ""] = batch.ops[first] ?? [];
  return { ...batch, ops: batch.ops.with(first, ["set", name, value]) };
}

/** One notification less. */
const alterNotification = (capture: Capture): Capture => ({
  ...capture,
  publishes: capture.publishes.filter(
    (publish) => publish !== capture.publishes.findLast(({ msg }) => msg?.header.msg_type === "NOTIFY"),
  ),
});
