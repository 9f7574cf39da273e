/** The claims every way of running the product must keep, for each capture. */
import { isDeepStrictEqual } from "node:util";
import { checkCapture, checkPlacement } from "./capture-check.ts";
import { segmentsOf, withoutSegmented } from "./segments.ts";
import type { Product } from "./product.ts";
import { captureFile, readCapture, type Capture } from "./truth/capture.ts";

/** Each capture lives in a home of its own, so that one product can take them all. */
const homeTemplate = (capture: Capture): string => `${capture.name}/{endpoint}`;

/**
 * Names of this capture's profiles that no definition explains: they are kept as parameters, so rows and windows of them
 * can't be compared yet; values can.
 */
const namesUnexplained = "bulk-names-v5";

/** Replays a capture and compares all that is in the tables with what was true. Sentences on what is wrong; none when all is right. */
export async function problemsOf(product: Product, name: string): Promise<string[]> {
  const capture = readCapture(name);
  const { unaccounted, published, deadLetters } = await product.replay(
    [captureFile(name)],
    homeTemplate(capture),
  );
  return [
    ...unaccounted,
    ...unequal("published messages", published, capture.publishes.length),
    ...(product.divides ? dividedSegments(capture, deadLetters) : unequal("dead letters", deadLetters, {})),
    ...(await differencesOf(product, capture)),
  ];
}

/** Bridges that divide the traffic divide the segments too: none of their messages is whole. */
function dividedSegments(capture: Capture, deadLetters: Readonly<Record<string, number>>): string[] {
  const { session_gap = 0, sar_protocol_error = 0, ...others } = deadLetters;
  return [
    ...unequal("dead letters of segments", session_gap + sar_protocol_error, segmentsOf(capture).length),
    ...unequal("other dead letters", others, {}),
  ];
}

const unequal = (what: string, is: unknown, expected: unknown): string[] =>
  isDeepStrictEqual(is, expected) ? [] : [`${what}: ${JSON.stringify(is)}, not ${JSON.stringify(expected)}`];

/** What differs between the tables and the truth of a capture replayed before. */
export function differencesOf(product: Product, capture: Capture): Promise<string[]> {
  const ask = product.askHome(homeTemplate(capture).replace("{endpoint}", capture.endpointId));
  return capture.name === namesUnexplained
    ? checkPlacement(capture, ask)
    : checkCapture(product.divides ? withoutSegmented(capture) : capture, ask, product.copies);
}
