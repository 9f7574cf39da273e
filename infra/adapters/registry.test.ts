import { describe, expect, it } from "vitest";
import { askVersion, classify, createRegistry, RegistryError } from "./registry.ts";

/** A way to the registry that answers what a server or proxy might. */
const answering =
  (status: number, body: string): typeof fetch =>
  async () =>
    new Response(body, { status });

const failureOf = async (request: typeof fetch): Promise<unknown> => {
  const registry = createRegistry({ url: "http://registry.test", fetch: request });
  return registry
    .schemaById(1)
    .catch((error: unknown) => (error instanceof RegistryError ? error.failure : error));
};

describe("why a call to the registry failed", () => {
  it.each([
    { status: 404, want: "not_found" },
    { status: 409, want: "incompatible" },
    { status: 401, want: "refused" },
    { status: 422, want: "refused" },
    { status: 429, want: "unreachable" },
    { status: 500, want: "unreachable" },
    { status: 503, want: "unreachable" },
  ] as const)("follows from the status: $status is $want", async ({ status, want }) => {
    expect(classify(status)).toBe(want);
    expect(await failureOf(answering(status, "{}"))).toBe(want);
  });

  it("is unreachable when nobody answers", async () => {
    expect(await failureOf(async () => Promise.reject(new TypeError("fetch failed")))).toBe("unreachable");
  });

  it.each([
    { name: "no JSON", body: "<html>" },
    { name: "no schema in it", body: "{}" },
    { name: "no object", body: "7" },
  ])("is refused when what answers is no registry: $name", async ({ body }) => {
    expect(await failureOf(answering(200, body))).toBe("refused");
  });
});

describe("a call to the registry", () => {
  it("keeps the path of the base URL, quotes the subject and carries credentials", async () => {
    const seen: { url: string; authorization: string | null }[] = [];
    const registry = createRegistry({
      url: "http://registry.test/apis/ccompat/v7/",
      auth: { username: "me", password: "secret" },
      fetch: async (input, init) => {
        const request = new Request(input, init);
        seen.push({ url: request.url, authorization: request.headers.get("authorization") });
        return new Response('{"id": 3}');
      },
    });
    expect(await registry.register("a/b-value", '"string"')).toBe(3);
    expect(seen).toEqual([
      {
        url: "http://registry.test/apis/ccompat/v7/subjects/a%2Fb-value/versions",
        authorization: `Basic ${Buffer.from("me:secret").toString("base64")}`,
      },
    ]);
  });
});

describe("the registry's version", () => {
  const versionAt = (path: string, body: string): Promise<string | null> =>
    askVersion({
      url: "http://registry.test/apis/ccompat/v7",
      fetch: async (url) =>
        url === `http://registry.test${path}` ? new Response(body) : new Response("", { status: 404 }),
    });

  it.each([
    {
      name: "Apicurio",
      path: "/apis/registry/v3/system/info",
      body: '{"name":"Apicurio Registry (SQL)","version":"3.0.9"}',
      want: "Apicurio Registry (SQL) 3.0.9",
    },
    { name: "Confluent", path: "/v1/metadata/version", body: '{"version":"7.9.0"}', want: "7.9.0" },
    { name: "another", path: "/nowhere", body: "", want: null },
  ])("is told by $name where it tells it", async ({ path, body, want }) => {
    expect(await versionAt(path, body)).toBe(want);
  });
});
