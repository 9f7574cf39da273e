/** The page says what alerts of each class measured. */
import { readFileSync } from "node:fs";
import { expect, test } from "vitest";
import { alertClasses } from "#schemas/alert.ts";

const page = readFileSync(new URL("README.md", import.meta.url), "utf8");

test.each(["# Alerts: what is watched, and how an alert lives", "## What an alert measured"])(
  "%s: a row for every class",
  (heading) => {
    const [, section = ""] = page.split(`${heading}\n`);
    const [rows = ""] = section.split("\n## ");
    const classes = [...rows.matchAll(/^\| `(\w+)` \|/gm)].map(([, name]) => name);
    expect(new Set(classes)).toEqual(new Set(alertClasses));
  },
);
