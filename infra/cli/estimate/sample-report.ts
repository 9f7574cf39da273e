/** The report that a profile makes of a data model, in the form of OB-USP-AGENT: NameValuePair, one space of indent. */
import type { NamedReference } from "#ingest/config.ts";
import type { Model } from "./sample-home.ts";

/** The report's bytes, and the references that nothing in the model answers to. */
export interface SampleReport {
  readonly payload: Buffer;
  readonly unknown: readonly string[];
}

export function formatSample(
  model: Model,
  parameters: readonly NamedReference[],
  atMs: number,
): SampleReport {
  const values: Record<string, string | number | boolean> = { CollectionTime: Math.floor(atMs / 1000) };
  const unknown: string[] = [];
  for (const parameter of parameters) {
    const found = select(model, parameter);
    if (found.length === 0) unknown.push(parameter.reference);
    for (const [name, value] of found) values[name] = value;
  }
  return { payload: Buffer.from(JSON.stringify({ Report: [values] }, null, 1)), unknown };
}

/** TR-369's rule for names: the alternative name, the instance numbers of its wildcards, the rest of the path. */
function select(
  model: Model,
  { name, reference }: NamedReference,
): (readonly [string, string | number | boolean])[] {
  const pattern = toPattern(reference);
  return [...model].flatMap(([path, value]) => {
    const [whole, ...instances] = pattern.exec(path) ?? [];
    if (whole === undefined) return [];
    if (name === "") return [[path, value] as const];
    const rest = path.slice(whole.length);
    return [[[name, ...instances, ...(rest === "" ? [] : [rest])].join("."), value] as const];
  });
}

/** `Device.Hosts.Host.*.` takes all below it, `Device.X` itself alone. Search expressions count as wildcards. */
function toPattern(reference: string): RegExp {
  const source = reference
    .split(/(\*|\[[^\]]*\])/)
    .map((part) => (/^(\*|\[)/.test(part) ? "(\\d+)" : part.replaceAll(/[\\^$.+?(){}|]/g, "\\$&")))
    .join("");
  return new RegExp(`^${source}${reference.endsWith(".") ? "" : "$"}`);
}
