/** The claims every way of running the product must keep, for each capture. */
import { isDeepStrictEqual } from "node:util";
import { checkCapture, checkPlacement } from "./capture-check.ts";
import { expectedDeadLetters, withoutSegmented } from "./dead-letter-check.ts";
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
  const letters = expectedDeadLetters(capture).length;
  return [
    ...unaccounted,
    ...unequal("published messages", published, capture.publishes.length),
    ...unequal(
      "dead letters",
      deadLetters,
      letters === 0 ? {} : { segmented_unsupported: letters * product.copies },
    ),
    ...(await differencesOf(product, capture)),
  ];
}

const unequal = (what: string, is: unknown, expected: unknown): string[] =>
  isDeepStrictEqual(is, expected) ? [] : [`${what}: ${JSON.stringify(is)}, not ${JSON.stringify(expected)}`];

/** What differs between the tables and the truth of a capture replayed before. */
export function differencesOf(product: Product, capture: Capture): Promise<string[]> {
  const ask = product.askHome(homeTemplate(capture).replace("{endpoint}", capture.endpointId));
  return capture.name === namesUnexplained
    ? checkPlacement(capture, ask)
    : checkCapture(withoutSegmented(capture), ask, product.copies);
}
