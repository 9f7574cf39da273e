/** What settings say against each other, each of them alone being right. */
import type { Values } from "../settings.ts";

/** A sentence about settings of these names; null where they agree. */
interface Rule<Name extends keyof Values> {
  readonly of: readonly Name[];
  readonly wrong: (values: Pick<Values, Name>) => string | null;
}

/** With the type of its names forgotten: it is asked only when all of them are there. */
const rule = <Name extends keyof Values>({ of, wrong }: Rule<Name>): Rule<keyof Values> => ({ of, wrong });

const rules: readonly Rule<keyof Values>[] = [
  rule({
    of: ["kafkaSaslMechanism", "kafkaSaslUsername", "kafkaSaslPassword"],
    wrong({ kafkaSaslMechanism: mechanism, kafkaSaslUsername: username, kafkaSaslPassword: password }) {
      if (mechanism !== null && (username === null || password === null))
        return "USP_KAFKA_SASL_MECHANISM needs USP_KAFKA_SASL_USERNAME and USP_KAFKA_SASL_PASSWORD";
      return mechanism === null && (username !== null || password !== null)
        ? "USP_KAFKA_SASL_USERNAME and USP_KAFKA_SASL_PASSWORD need USP_KAFKA_SASL_MECHANISM"
        : null;
    },
  }),
  rule({
    of: ["windowIdleMinMs", "windowIdleMaxMs"],
    wrong: ({ windowIdleMinMs: min, windowIdleMaxMs: max }) =>
      min > max ? `USP_WINDOW_IDLE_MIN_MS (${min}) is above USP_WINDOW_IDLE_MAX_MS (${max})` : null,
  }),
  rule({
    of: ["registryUsername", "registryPassword"],
    wrong: ({ registryUsername: username, registryPassword: password }) =>
      (username === null) === (password === null)
        ? null
        : "USP_REGISTRY_USERNAME and USP_REGISTRY_PASSWORD need each other",
  }),
  rule({
    of: ["httpAuthorization", "httpUsers", "httpTlsCa"],
    wrong: ({ httpAuthorization: speakers, httpUsers: users, httpTlsCa: ca }) =>
      speakers !== null && users === null && ca === null
        ? "USP_HTTP_AUTHORIZATION needs somebody who shows who it is: USP_HTTP_USERS or USP_HTTP_TLS_CA"
        : null,
  }),
  rule({
    of: ["mode", "controllerEndpoint"],
    wrong: ({ mode, controllerEndpoint }) =>
      (mode === "responder") === (controllerEndpoint !== null)
        ? null
        : "USP_MODE=responder and USP_CONTROLLER_ENDPOINT need each other",
  }),
  rule({
    of: ["mode", "replay"],
    wrong: ({ mode, replay }) =>
      mode === "responder" && replay
        ? "USP_MODE=responder answers gateways, and USP_REPLAY has none: keep one"
        : null,
  }),
  rule({
    of: ["windowLatenessMs", "windowHorizonMs"],
    wrong: ({ windowLatenessMs: lateness, windowHorizonMs: horizon }) =>
      lateness > horizon
        ? `USP_WINDOW_LATENESS_MS (${lateness}) is above USP_WINDOW_HORIZON_MS (${horizon})`
        : null,
  }),
];

/** Of settings that have a value; those that are missing or mistaken contradict nothing. */
export function contradictions(values: Readonly<Record<string, unknown>>): readonly string[] {
  return rules.flatMap(({ of, wrong }) => {
    if (!of.every((name) => values[name] !== undefined)) return [];
    // oxlint-disable-next-line typescript/no-unsafe-type-assertion -- all that the rule looks at is there, and checked
    return wrong(values as unknown as Values) ?? [];
  });
}
