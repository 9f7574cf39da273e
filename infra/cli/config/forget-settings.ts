/** `forget`'s own settings: a part of the table in `settings.ts`. */
import { z } from "zod";
import { optional, setting, type ValueKind } from "./setting.ts";

/** Short ones are guessed, and a list of guessable hashes is a list of homes. */
const key: ValueKind<string> = {
  name: "text of at least 16 characters",
  schema: z.string().min(16, "must have at least 16 characters"),
  fromText: (value) => value,
};

export const forgetSettings = {
  forgetKey: setting(
    "USP_FORGET_KEY",
    "forget.key",
    optional(key),
    { value: null, text: "none" },
    ["forget"],
    "Key of the hashes (HMAC-SHA-256) by which the table `forgotten` names homes and MAC addresses; with another one those that were forgotten before are not known again.",
    true,
  ),
} as const;
