/** Reads the settings of this process: environment, config file, secret files. */
import { readFileSync } from "node:fs";
import { Complaint } from "../complaint.ts";
import type { Values } from "../settings.ts";
import { configFileVariable, readSettings } from "./read.ts";
import type { Part } from "./setting.ts";

/** Settings for these parts, with the certificates of `doors`. Throws a complaint that lists every mistake. */
export function loadSettings(
  wanted: readonly Part[],
  configFile: string | undefined,
  env: NodeJS.ProcessEnv = process.env,
  doors: readonly Part[] = wanted,
): Values {
  const path = configFile ?? env[configFileVariable];
  const reading = readSettings(
    { env, file: path === undefined ? null : readText(path), readSecret: readText },
    wanted,
    doors,
  );
  if (reading.ok) return reading.values;
  const count = reading.mistakes.length;
  const heading =
    count === 1 ? "One mistake in the configuration:" : `${count} mistakes in the configuration:`;
  throw new Complaint([heading, ...reading.mistakes.map((mistake) => `  ${mistake}`)].join("\n"));
}

function readText(path: string): string {
  try {
    return readFileSync(path, "utf8");
  } catch (error) {
    const code = error instanceof Error && "code" in error ? String(error.code) : String(error);
    throw new Complaint(`${path} can't be read (${code})`);
  }
}
