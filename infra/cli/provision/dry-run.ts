/** A dry run's answer: what would be sent, as the JSON of USP's own messages (field names of TR-369's .proto files). */
import type { Provisioned } from "#ingest/provisioning/provision.ts";
import { isHidden } from "#ingest/provisioning/step.ts";

/** One result as plain data. A row that is not there yet is `{i}`: the agent's answer to the Add names it. */
export function toDryRun(result: Provisioned): object {
  const { endpointId, profile, outcome, sentence, difference, notes, requests } = result;
  return {
    endpoint: endpointId,
    profile,
    ...(outcome === "failed" ? { failed: sentence } : {}),
    difference,
    notes,
    messages: requests.map((body) => {
      if (body.kind !== "request") throw new Error("provisioning sends nothing but requests");
      return {
        header: { msg_type: body.name.toUpperCase() },
        body: { request: { [body.name]: body.content } },
      };
    }),
  };
}

/** For `JSON.stringify`: passwords are not printed. */
export function withoutSecrets(_key: string, value: unknown): unknown {
  const isSetting = typeof value === "object" && value !== null && "param" in value && "value" in value;
  return isSetting && isHidden(String(value.param)) ? { ...value, value: "(hidden)" } : value;
}
