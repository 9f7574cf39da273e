/**
 * Asks a schema registry for its version, our subjects (their rules, their newest versions, and whether ours may follow them), the
 * right to register, and its clock.
 */
import { askVersion, createRegistry, type Registry, RegistryError } from "#infra/adapters/registry.ts";
import { loadSchema } from "#infra/adapters/schemas.ts";
import type { RegistryConfig } from "#schemas/tls.ts";
import { subjectOf, topics } from "#schemas/topics.ts";
import { registryConfig } from "../config/process-config.ts";
import type { Values } from "../settings.ts";
import { clockFinding, type Finding, findingsOf, messageOf, shownUrl } from "./finding.ts";
import { askDate } from "./http-date.ts";

const { ok, warn, fail } = findingsOf("registry");

/** Never rejects. */
export async function examineRegistry(values: Values, limitMs: number): Promise<readonly Finding[]> {
  try {
    const config = registryConfig(values);
    const registry = createRegistry({ ...config, timeoutMs: limitMs });
    const subjects = await Promise.all(
      Object.values(topics).flatMap(({ name, schema }) =>
        schema === null ? [] : [examineSubject(registry, subjectOf(name), loadSchema(schema))],
      ),
    );
    const found = subjects.flat();
    return [
      ok("reachable", shownUrl(values.registryUrl)),
      judgeVersion(await askVersion({ ...config, timeoutMs: limitMs })),
      ...(found.length === 0
        ? [ok("schemas", `${subjects.length} subjects, ours may follow what is there`)]
        : found),
      ...(await examineRight(registry)),
      await examineClock(config, limitMs),
    ];
  } catch (error) {
    const isRefused = error instanceof RegistryError && error.failure === "refused";
    return [
      fail(
        "reachable",
        error instanceof RegistryError && !isRefused
          ? `${error.message}: ${messageOf(error)}`
          : messageOf(error),
        isRefused
          ? "Check USP_REGISTRY_URL (Apicurio: .../apis/ccompat/v7), USP_REGISTRY_USERNAME and USP_REGISTRY_PASSWORD."
          : "Start it, or check USP_REGISTRY_URL and the network.",
      ),
    ];
  }
}

export const judgeVersion = (version: string | null): Finding =>
  version === null
    ? warn(
        "version",
        "told at none of the addresses that Apicurio and Confluent have for it",
        "Nothing, where it works: its schemas are asked for below.",
      )
    : ok("version", version);

async function examineClock(config: RegistryConfig, limitMs: number): Promise<Finding> {
  const reading = await askDate(config, limitMs).catch(() => null);
  return reading === null
    ? warn("clock", "it tells no time", "Compare its machine with a time server by hand (chronyc tracking).")
    : clockFinding("registry", reading);
}

/**
 * Every process registers its schema at its start. Here the newest one that is there, whoever registered it, is registered again:
 * nothing comes of it but that the right was used. Without any there is nothing to say that `examineSubject` does not.
 */
async function examineRight(registry: Registry): Promise<readonly Finding[]> {
  const subject = subjectOf(topics.telemetry.name);
  try {
    const newest = await registry.latest(subject);
    await registry.register(subject, newest.schema);
    return [ok("permissions", "schemas may be registered, as every process does at its start")];
  } catch (error) {
    if (error instanceof RegistryError && error.failure === "not_found") return [];
    return [
      fail(
        "permissions",
        `a schema may not be registered: ${messageOf(error)}`,
        "Allow this user to write to the subjects of usp.* topics: every process registers its schema at its start.",
      ),
    ];
  }
}

const wantedRule = "BACKWARD_TRANSITIVE";
const strictEnough = [wantedRule, "FULL_TRANSITIVE"];

/** What is wrong with one subject. */
async function examineSubject(
  registry: Registry,
  subject: string,
  schema: string,
): Promise<readonly Finding[]> {
  try {
    await registry.latest(subject);
  } catch (error) {
    if (!(error instanceof RegistryError && error.failure === "not_found")) throw error;
    return [fail(subject, "no schema is registered", "Run usp-telemetry topics apply.")];
  }
  const rule = await registry.compatibilityOf(subject);
  const found: Finding[] = [];
  if (!strictEnough.includes(rule))
    found.push(
      warn(
        subject,
        `its compatibility is ${rule}: a schema that old readers can't read would be taken`,
        `Run usp-telemetry topics apply, which sets ${wantedRule}.`,
      ),
    );
  if (!(await registry.isCompatible(subject, schema)))
    found.push(
      fail(
        subject,
        "this version's schema may not follow the newest one registered",
        "A newer version of this program, or another one, has registered it: use that version.",
      ),
    );
  return found;
}
