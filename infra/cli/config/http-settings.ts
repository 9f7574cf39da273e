/** The collector's own settings: a part of the table in `settings.ts`. */
import { z } from "zod";
import { choice, integer, optional, type Part, setting, structure, text, type ValueKind } from "./setting.ts";
import { tlsSettings } from "./tls-settings.ts";

const collector: readonly Part[] = ["collector"];
const minute = 60_000;
const mebibyte = 1024 * 1024;
const none = { value: null, text: "none" };

const httpPaths = z.array(
  z.strictObject({
    path: z.string().startsWith("/", "must start with /"),
    stream: z.string().min(1).nullable().default(null),
  }),
);
const httpUsers = z.array(
  z.strictObject({
    username: z
      .string()
      .min(1)
      .regex(/^[^:\p{Cc}]*$/u, "must have no colon and no control character"),
    password: z.string(),
  }),
);

const httpSpeakers = z.array(
  z.strictObject({
    who: z.string().min(1, "must not be empty"),
    endpoint: z.string().min(1, "must not be empty"),
  }),
);

const httpPath: ValueKind<string> = {
  name: "path",
  schema: z.string().regex(/^\/[^?#\s]*$/, "must start with / and have no ?, # or white space"),
  fromText: (value) => value,
};

/** How endpoint ids are made: of placeholders that must be there for two gateways to differ. */
const endpointTemplate: ValueKind<string> = {
  name: "text with {oui}, {pc} and {sn}",
  schema: z
    .string()
    .refine((value) => value.includes("{sn}"), "must hold {sn}, or all gateways would be one")
    .refine((value) => !/\{(?!(?:oui|pc|sn)\})/.test(value), "may hold only {oui}, {pc} and {sn}"),
  fromText: (value) => value,
};

export const httpSettings = {
  httpHost: setting(
    "USP_HTTP_HOST",
    "http.host",
    text,
    "0.0.0.0",
    collector,
    "The address that the collector listens on.",
  ),
  httpPort: setting(
    "USP_HTTP_PORT",
    "http.port",
    integer(0, 65_535),
    8480,
    collector,
    "The port that the collector listens on; 0 is any free one.",
  ),
  ...tlsSettings("http", collector, {
    ca: "PEM of the certificates by which gateways' own are believed. With it a gateway must show one, or know a password where `http.users` names any.",
    certificate: "PEM of the certificate and its chain, for HTTPS.",
  }),
  httpPaths: setting(
    "USP_HTTP_PATHS",
    "http.paths",
    structure("list of {path, stream}", httpPaths),
    { value: [{ path: "/bulkdata", stream: null }], text: "/bulkdata" },
    collector,
    "Paths that take reports; `{name}` is one level, deeper levels follow freely. `stream` is the id of their stream (an MQTT topic template makes them the same stream); without it the path is.",
  ),
  httpEndpoint: setting(
    "USP_HTTP_ENDPOINT",
    "http.endpoint",
    endpointTemplate,
    "os::{oui}-{sn}",
    collector,
    "The endpoint id of a gateway whose query names no `eid`, of `{oui}`, `{pc}` and `{sn}`.",
  ),
  cwmpPath: setting(
    "USP_CWMP_PATH",
    "cwmp.path",
    optional(httpPath),
    "/cwmp",
    collector,
    "Where CPEs of TR-069 find their ACS, or a proxy mirrors what they send to theirs.",
  ),
  cwmpAuthentication: setting(
    "USP_CWMP_AUTHENTICATION",
    "cwmp.authentication",
    choice("as-http", "none"),
    "as-http",
    collector,
    "Whether the users of HTTP are asked for their password there too; behind a proxy that mirrors, `none`, as what it mirrors is meant for another ACS.",
  ),
  httpUsers: setting(
    "USP_HTTP_USERS",
    "http.users",
    optional(structure("list of {username, password}", httpUsers)),
    none,
    collector,
    "Who may send; without any, nobody is asked for a password.",
    true,
  ),
  httpAuthorization: {
    ...setting(
      "USP_HTTP_AUTHORIZATION",
      "http.authorization",
      optional(structure("list of {who, endpoint}", httpSpeakers)),
      { value: null, text: "a certificate for the endpoint of its name, a user for any" },
      collector,
      "For which endpoints a user or a certificate's name may speak, over HTTP and CWMP: `cpe-{n}` for `os::00D09E-{n}`; `*` is any. Where there are rules, who has none speaks for nobody.",
    ),
    fromFile: "read",
  },
  httpAuthentication: setting(
    "USP_HTTP_AUTHENTICATION",
    "http.authentication",
    choice("basic-and-digest", "basic", "digest"),
    "basic-and-digest",
    collector,
    "How users show that they know their password.",
  ),
  httpRealm: setting(
    "USP_HTTP_REALM",
    "http.realm",
    text,
    "usp-telemetry",
    collector,
    "The realm of the challenges.",
  ),
  httpHeldReports: setting(
    "USP_HTTP_HELD_REPORTS",
    "http.heldReports",
    integer(1, 1_000_000),
    1000,
    collector,
    "Reports that wait for Kafka at which more are refused with 503.",
  ),
  httpHeldBytes: setting(
    "USP_HTTP_HELD_BYTES",
    "http.heldBytes",
    integer(1024, 64 * 1024 * mebibyte),
    128 * mebibyte,
    collector,
    "Bytes of bodies being read, and as many of reports that wait for Kafka, at which more are refused with 503.",
  ),
  httpAcknowledgeTimeoutMs: setting(
    "USP_HTTP_ACKNOWLEDGE_TIMEOUT_MS",
    "http.acknowledgeTimeoutMs",
    integer(100, 10 * minute),
    20_000,
    collector,
    "How long a gateway waits for Kafka before it is told to come back (503).",
  ),
  httpHeaderTimeoutMs: setting(
    "USP_HTTP_HEADER_TIMEOUT_MS",
    "http.headerTimeoutMs",
    integer(100, 10 * minute),
    10_000,
    collector,
    "Most time for a request's head.",
  ),
  httpRequestTimeoutMs: setting(
    "USP_HTTP_REQUEST_TIMEOUT_MS",
    "http.requestTimeoutMs",
    integer(100, 10 * minute),
    30_000,
    collector,
    "Most time for a whole request.",
  ),
  httpMaxConnections: setting(
    "USP_HTTP_MAX_CONNECTIONS",
    "http.maxConnections",
    integer(1, 1_000_000),
    5000,
    collector,
    "Connections at which further ones are closed at once.",
  ),
  httpExpirySeconds: setting(
    "USP_HTTP_EXPIRY_SECONDS",
    "http.expirySeconds",
    integer(0, 0xffff_fffe),
    3600,
    collector,
    "How long gateways count as heard after a collector has died without a farewell.",
  ),
} as const;
