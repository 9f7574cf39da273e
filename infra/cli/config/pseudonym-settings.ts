/** Settings of pseudonyms: a part of the table in `settings.ts`. */
import { parse } from "yaml";
import { z } from "zod";
import type { PseudonymEpoch } from "#ingest/pseudonyms/epochs.ts";
import { parseMoment } from "../moment.ts";
import { list, optional, type Part, setting, type ValueKind } from "./setting.ts";

const intake: readonly Part[] = ["bridge", "collector"];

const fewestKeyBytes = 32;

/** 64 digits are hex, though they would be base64 too; null for neither. */
function keyFromText(text: string): Buffer | null {
  const trimmed = text.trim();
  if (/^(?:[0-9a-f]{2})+$/i.test(trimmed) && trimmed.length >= 2 * fewestKeyBytes)
    return Buffer.from(trimmed, "hex");
  return /^[A-Za-z0-9+/_-]+={0,2}$/.test(trimmed) ? Buffer.from(trimmed, "base64") : null;
}

const key = z.string("must be a text: put it in quotes").transform((text, context): Buffer => {
  const bytes = keyFromText(text);
  if (bytes !== null && bytes.length >= fewestKeyBytes) return bytes;
  const message = `must be at least ${fewestKeyBytes} random bytes in hex or base64: openssl rand -base64 ${fewestKeyBytes}`;
  context.addIssue({ code: "custom", message });
  return z.NEVER;
});

const moment = z
  .string()
  .refine((text) => /^\d{4}-\d{2}-\d{2}T.*(?:Z|[+-]\d{2}:\d{2})$/.test(text) && parseMoment(text) !== null, {
    error: "must be a time with its zone: 2026-12-01T00:00:00Z",
  })
  .transform((text) => parseMoment(text) ?? z.NEVER);

const epoch = z.strictObject({
  id: z.string().regex(/^[A-Za-z0-9._-]{1,32}$/, "must be 1 to 32 of A-Z, a-z, 0-9, . _ and -"),
  from: moment,
  key,
});

const epochs: z.ZodType<readonly PseudonymEpoch[]> = z
  .array(epoch, "must be a list of {id, from, key}")
  .min(1, "must have one epoch at least")
  .superRefine((all, context) => {
    const twice = (of: (each: PseudonymEpoch) => unknown): boolean => new Set(all.map(of)).size < all.length;
    const must = (message: string): void => context.addIssue({ code: "custom", message });
    if (twice(({ id }) => id)) must("each epoch must have an id of its own");
    if (twice(({ from }) => from)) must("no two epochs may begin at one time");
    if (twice(({ key: bytes }) => Buffer.from(bytes).toString("hex")))
      must("each epoch must have a key of its own: with the same key nothing would change");
  });

const keys: ValueKind<readonly PseudonymEpoch[]> = {
  name: "list of {id, from, key} (in the environment and in its own file as YAML or JSON)",
  schema: epochs,
  fromText(text) {
    try {
      return parse(text);
    } catch {
      return text;
    }
  },
};

export const pseudonymSettings = {
  pseudonymKeys: setting(
    "USP_PSEUDONYM_KEYS",
    "intake.pseudonyms.keys",
    optional(keys),
    { value: null, text: "none: off" },
    [...intake, "forget"],
    "Switches pseudonyms on: MAC and IP addresses, names of hosts and SSIDs leave intake as keyed hashes, dead letters encrypted ([what is covered](../../ingest/pseudonyms/README.md)). `key`: 32 random bytes or more in hex or base64; it holds from `from` on, by the time of receipt, the first one before it too. The same for all bridges and collectors.",
    true,
  ),
  pseudonymNames: setting(
    "USP_PSEUDONYM_NAMES",
    "intake.pseudonyms.names",
    optional(list),
    { value: null, text: "none" },
    intake,
    "With pseudonyms: names of further parameters, full paths or last components, whose values name a device or a person.",
  ),
} as const;
