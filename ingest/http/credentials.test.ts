import { createHash } from "node:crypto";
import fc from "fast-check";
import { describe, expect, it, test } from "vitest";
import { epochMs } from "#schemas/units.ts";
import { createCredentials, type CredentialsConfig } from "./credentials.ts";
import type { ClientCertificate } from "./exchange.ts";

const config: CredentialsConfig = {
  users: [
    { username: "Mufasa", password: "Circle of Life" },
    { username: "zoë", password: "päss:word" },
  ],
  schemes: "basic-and-digest",
  realm: "here",
  certificates: false,
};
const start = epochMs(1_795_330_000_000);
const target = "/bulkdata?oui=00D09E&sn=1";

const head = (authorization?: string, method = "POST") => ({
  method,
  target,
  headers: new Map(authorization === undefined ? [] : [["authorization", authorization]]),
});
const basic = (text: string): string => `Basic ${Buffer.from(text, "utf8").toString("base64")}`;

function challengesOf(
  { check }: ReturnType<typeof createCredentials>,
  now = start,
  authorization?: string,
): string[] {
  const answer = check(head(authorization), now);
  const challenges = answer?.headers?.["www-authenticate"];
  return typeof challenges === "string" ? [challenges] : [...(challenges ?? [])];
}

const nonceOf = (challenges: readonly string[]): string =>
  /nonce="([^"]*)"/.exec(challenges.join())?.[1] ?? "";

/** A client's side of RFC 7616 section 3.4.1. */
function digest(nonce: string, more: Record<string, string> = {}, password = "Circle of Life"): string {
  const given = {
    username: "Mufasa",
    realm: "here",
    uri: target,
    algorithm: "SHA-256",
    method: "POST",
    ...more,
  };
  const hash = given.algorithm === "SHA-256" ? "sha256" : "md5";
  const h = (text: string): string => createHash(hash).update(text).digest("hex");
  const secret = h(`${given.username}:${given.realm}:${password}`);
  const request = h(`${given.method}:${given.uri}`);
  const old = more["qop"] === "";
  const { nc = "00000001" } = more;
  const response = h(old ? `${secret}:${nonce}:${request}` : `${secret}:${nonce}:${nc}:c:auth:${request}`);
  const rest = old ? "" : `, qop=auth, nc=${nc}, cnonce="c"`;
  const algorithm = given.algorithm === "" ? "" : `, algorithm=${given.algorithm}`;
  return `Digest username="${given.username}", realm="${given.realm}", nonce="${nonce}", uri="${given.uri}"${algorithm}, response="${response}"${rest}`;
}

test("without users nobody is asked", () => {
  expect(createCredentials({ ...config, users: [] }).check(head(), start)).toBeNull();
});

describe("challenges", () => {
  test("offer digest first, the strong one before the old, then basic", () => {
    const challenges = challengesOf(createCredentials(config));
    expect(challenges.map((each) => each.replace(/nonce="[^"]*"/, "nonce"))).toEqual([
      'Digest realm="here", qop="auth", algorithm=SHA-256, nonce',
      'Digest realm="here", qop="auth", algorithm=MD5, nonce',
      'Basic realm="here", charset="UTF-8"',
    ]);
  });

  it.each([
    ["basic", ["Basic"]],
    ["digest", ["Digest", "Digest"]],
  ] as const)("only what is taken: %s", (schemes, want) => {
    const challenges = challengesOf(createCredentials({ ...config, schemes }));
    expect(challenges.map((each) => each.split(" ")[0])).toEqual(want);
  });
});

describe("basic", () => {
  const cases: readonly [string, string, boolean][] = [
    ["name and password", basic("Mufasa:Circle of Life"), true],
    ["in another case", basic("Mufasa:Circle of Life").replace("Basic", "bAsIc"), true],
    ["in UTF-8, with a colon in the password", basic("zoë:päss:word"), true],
    ["another password", basic("Mufasa:circle of life"), false],
    ["no password", basic("Mufasa:"), false],
    ["an unknown name", basic("Scar:Circle of Life"), false],
    ["an unknown name without a password", basic("Scar:"), false],
    ["no colon", basic("Mufasa"), false],
    ["nothing", "Basic ", false],
    ["another scheme", "Bearer x", false],
  ];
  it.each(cases)("%s", (_name, authorization, want) => {
    expect(createCredentials(config).check(head(authorization), start) === null).toBe(want);
  });

  test("is refused where only digest is taken", () => {
    const { check } = createCredentials({ ...config, schemes: "digest" });
    expect(check(head(basic("Mufasa:Circle of Life")), start)?.status).toBe(401);
  });
});

describe("digest", () => {
  const credentials = createCredentials(config);
  const { check } = credentials;
  const nonce = nonceOf(challengesOf(credentials));
  const cases: readonly [string, string, boolean][] = [
    ["SHA-256", digest(nonce), true],
    ["MD5", digest(nonce, { algorithm: "MD5" }), true],
    ["no algorithm is MD5", digest(nonce, { algorithm: "" }), true],
    ["without qop, as the oldest gateways", digest(nonce, { algorithm: "MD5", qop: "" }), true],
    ["another password", digest(nonce, {}, "Hakuna Matata"), false],
    ["an unknown name", digest(nonce, { username: "Scar" }), false],
    ["an unknown name without a password", digest(nonce, { username: "Scar" }, ""), false],
    ["another target", digest(nonce, { uri: "/bulkdata?oui=00D09E&sn=2" }), false],
    ["another method", digest(nonce, { method: "PUT" }), false],
    ["another realm", digest(nonce, { realm: "there" }), false],
    ["a nonce of its own", digest("1.abc"), false],
    ["a nonce with another time", digest(nonce.replace(/^./, "z")), false],
    ["MD5-sess", digest(nonce, { algorithm: "MD5-sess" }), false],
  ];
  it.each(cases)("%s", (_name, authorization, want) => {
    expect(createCredentials(config).check(head(authorization), start) === null).toBe(want);
  });

  test("what was taken is not taken again, as somebody who listened would send it: the client is told to make another", () => {
    const first = createCredentials(config);
    const own = nonceOf(challengesOf(first));
    expect(first.check(head(digest(own)), start)).toBeNull();
    const replayed = challengesOf(first, epochMs(start + 1000), digest(own));
    expect(replayed[0]).toContain(", stale=true");
    const counted = head(digest(own, { nc: "00000002" }));
    expect([first.check(counted, start), first.check(counted, start)?.status]).toEqual([null, 401]);
    expect(first.check(head(digest(nonceOf(replayed))), epochMs(start + 1001))).toBeNull();
  });

  test("a nonce lives five minutes; after them the client is told that it is stale", () => {
    expect(check(head(digest(nonce, { nc: "00000009" })), epochMs(start + 300_000))).toBeNull();
    const later = challengesOf(credentials, epochMs(start + 300_001), digest(nonce));
    expect(later[0]).toContain(", stale=true");
    expect(check(head(digest(nonceOf(later))), epochMs(start + 300_002))).toBeNull();
  });

  test("a wrong password with an old nonce is wrong, not stale", () => {
    const later = challengesOf(credentials, epochMs(start + 300_001), digest(nonce, {}, "x"));
    expect(later.join()).not.toContain("stale");
  });

  test("another collector with the same users takes its nonces, one with others does not", () => {
    expect(createCredentials(config).check(head(digest(nonce)), start)).toBeNull();
    const users = [...config.users, { username: "Nala", password: "x" }];
    expect(createCredentials({ ...config, users }).check(head(digest(nonce)), start)?.status).toBe(401);
  });

  test("what RFC 7616 section 3.9.1 has, with its own nonce, is wrong here: the nonce is not ours", () => {
    const example =
      'Digest username="Mufasa", realm="http-auth@example.org", uri="/dir/index.html", algorithm=MD5, nonce="7ypf/xlj9XXwfDPEoM4URrv/xwf94BcCAzFZH4GiTo0v", nc=00000001, cnonce="f2/wE4q74E6zIJEtWaHKaf5wv/H5QzzpXusqGemxURZJ", qop=auth, response="8ca523f5e9506fed4657c9700eebdbec"';
    expect(check(head(example), start)?.status).toBe(401);
  });
});

describe("certificates", () => {
  const shown = (certificate: ClientCertificate | null, authorization?: string) => ({
    ...head(authorization),
    certificate,
  });
  const right = { ok: true, names: ["gateway-1"] } as const;
  const wrong = { ok: false, why: "CERT_HAS_EXPIRED" } as const;
  const password = basic("Mufasa:Circle of Life");
  const withUsers = createCredentials({ ...config, certificates: true });
  const alone = createCredentials({ ...config, users: [], certificates: true });

  const cases: readonly [
    string,
    ReturnType<typeof createCredentials>,
    ReturnType<typeof shown>,
    number | null,
  ][] = [
    ["one that is believed is enough", withUsers, shown(right), null],
    ["one that is not is told, whatever the password", withUsers, shown(wrong, password), 403],
    ["who has none needs a password", withUsers, shown(null), 401],
    ["and may have one", withUsers, shown(null, password), null],
    ["without users nobody comes in without one", alone, shown(null, password), 403],
    ["without users too one is enough", alone, shown(right), null],
    ["where none was asked for, none counts", createCredentials(config), shown(right), 401],
  ];
  it.each(cases)("%s", (_what, credentials, given, want) => {
    expect(credentials.check(given, start)?.status ?? null).toBe(want);
  });

  test("who sends is the certificate, or else the user", () => {
    expect(withUsers.speakerOf(shown(right, password))).toEqual({ by: "certificate", names: ["gateway-1"] });
    expect(withUsers.speakerOf(shown(null, password))).toEqual({ by: "password", names: ["Mufasa"] });
    const nonce = nonceOf(challengesOf(withUsers));
    expect(withUsers.speakerOf(shown(null, digest(nonce)))).toEqual({ by: "password", names: ["Mufasa"] });
    expect(createCredentials({ ...config, users: [] }).speakerOf(shown(right, password))).toBeNull();
  });
});

test("any header is an answer, in time that does not depend on how it is made", () => {
  const { check } = createCredentials(config);
  fc.assert(
    fc.property(fc.string({ unit: "binary-ascii", maxLength: 300 }), (text) => {
      for (const scheme of ["Basic", "Digest"])
        expect(check(head(`${scheme} ${text}`), start)?.status).toBe(401);
    }),
  );
  for (const part of ["a", "a ", 'a="', "a=\\", '\\"']) {
    expect(check(head(`Digest ${part.repeat(16_384 / part.length)}`), start)?.status).toBe(401);
  }
});
