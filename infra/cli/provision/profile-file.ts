/** Reads profile files (`ingest/profiles/*.json`): the shape by the same schema as intake's, the meaning by provisioning. */
import { readFileSync } from "node:fs";
import {
  admitProfile,
  type ProvisionableDefinition,
  type ProvisionedProfile,
} from "#ingest/provisioning/profile.ts";
import { Complaint } from "../complaint.ts";
import { profileDefinitions } from "../config/intake-structures.ts";
import { placeOf, whatIsWrong } from "../config/wording.ts";

/** The definitions of a file, as intake reads them. Throws a complaint that lists every mistake. */
export function readDefinitions(file: string): readonly ProvisionableDefinition[] {
  const result = profileDefinitions.safeParse(parse(file), { error: whatIsWrong });
  if (result.success) return result.data;
  throw complaint(
    file,
    result.error.issues.map(({ path, message }) =>
      path.length === 0 ? "must be a list of profiles" : `${placeOf(path)} ${message}`,
    ),
  );
}

/** The profiles of the files, all of which must say how they are put on agents. */
export function readProfiles(files: readonly string[]): readonly ProvisionedProfile[] {
  const profiles = files.flatMap((file) => {
    const definitions = readDefinitions(file);
    if (definitions.length === 0) throw new Complaint(`${file} holds no profile`);
    return admitAll(file, definitions);
  });
  return admitTogether(profiles);
}

/** Those of intake's own profiles (`intake.profiles`) that say so. */
export const ownProfiles = (definitions: readonly ProvisionableDefinition[]): readonly ProvisionedProfile[] =>
  admitTogether(
    admitAll(
      "intake.profiles",
      definitions.filter(({ provisioning }) => provisioning !== undefined),
    ),
  );

function admitAll(
  where: string,
  definitions: readonly ProvisionableDefinition[],
): readonly ProvisionedProfile[] {
  const admitted = definitions.map(admitProfile);
  const mistakes = admitted.flatMap((each) => (each.ok ? [] : each.mistakes));
  if (mistakes.length > 0) throw complaint(where, mistakes);
  return admitted.flatMap((each) => (each.ok ? [each.profile] : []));
}

/** Two of one name, or of one subscription id, would undo each other at every run. */
function admitTogether(profiles: readonly ProvisionedProfile[]): readonly ProvisionedProfile[] {
  const names = profiles.map(({ name }) => `profile ${JSON.stringify(name)}`);
  const ids = profiles.flatMap(({ subscriptions }) => subscriptions.map(({ id }) => `subscription ${id}`));
  const twice = [names, ids].flatMap((all) => all.filter((each, index) => all.indexOf(each) !== index));
  if (twice.length > 0) {
    const mistakes = twice.map((each) => `${each} is there twice: they would undo each other`);
    throw complaint("the profiles", mistakes);
  }
  return profiles;
}

function complaint(file: string, mistakes: readonly string[]): Complaint {
  const heading =
    mistakes.length === 1 ? `One mistake in ${file}:` : `${mistakes.length} mistakes in ${file}:`;
  return new Complaint([heading, ...mistakes.map((mistake) => `  ${mistake}`)].join("\n"));
}

function parse(file: string): unknown {
  const text = readText(file);
  try {
    return JSON.parse(text);
  } catch (error) {
    throw new Complaint(`${file} is not JSON: ${error instanceof Error ? error.message : String(error)}`);
  }
}

/** A file's text; a complaint where it can't be read. */
export function readText(file: string): string {
  try {
    return readFileSync(file, "utf8");
  } catch (error) {
    const code = error instanceof Error && "code" in error ? String(error.code) : String(error);
    throw new Complaint(`${file} can't be read (${code})`);
  }
}
