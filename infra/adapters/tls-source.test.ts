import { createPrivateKey } from "node:crypto";
import { copyFileSync, readFileSync, renameSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { afterAll, describe, expect, it, test } from "vitest";
import type { TlsConfig } from "#schemas/tls.ts";
import { makeCertificates, type Pair, tlsConfigOf } from "./certificates.fixture.ts";
import { openTlsSource, readTls } from "./tls-source.ts";

const folder = makeCertificates();
afterAll(() => folder.remove());
const authority = folder.authority("authority");
const one = authority.issue("one");
const other = authority.issue("other");

const secret = "the key's own password";
const locked = join(folder.path, "locked.key");
writeFileSync(
  locked,
  createPrivateKey(readFileSync(one.key)).export({
    type: "pkcs8",
    format: "pem",
    cipher: "aes-256-cbc",
    passphrase: secret,
  }),
);
const broken = join(folder.path, "broken.pem");
writeFileSync(broken, "-----BEGIN CERTIFICATE-----\nAAAA\n-----END CERTIFICATE-----\n");

const withOne: TlsConfig = tlsConfigOf(authority.ca, one);

describe("what can't be used is told with the file's name", () => {
  const cases: readonly [string, TlsConfig, string][] = [
    [
      "a file that is not there",
      { ...withOne, ca: { file: "/nowhere.pem" } },
      "/nowhere.pem can't be read (ENOENT)",
    ],
    ["a key where a certificate should be", tlsConfigOf(one.key), "-1.key holds no certificate in PEM"],
    ["half a certificate", tlsConfigOf(broken), "broken.pem holds a certificate that can't be read"],
    [
      "another's key",
      { ...withOne, key: { file: other.key } },
      "-2.key is not that of the first certificate in",
    ],
    [
      "a certificate where a key should be",
      { ...withOne, key: { file: one.certificate } },
      "holds no private key in PEM",
    ],
    [
      "a locked key",
      { ...withOne, key: { file: locked } },
      "locked.key is encrypted, and no password for it is given",
    ],
    [
      "a locked key and another's password",
      { ...withOne, key: { file: locked }, keyPassword: { text: "x" } },
      "locked.key can't be read with the password given",
    ],
  ];
  it.each(cases)("%s", (_what, config, want) => {
    expect(() => openTlsSource(config)).toThrow(want);
  });
});

test("a locked key is opened by its password, from a file too", () => {
  const file = join(folder.path, "password");
  writeFileSync(file, `${secret}\n`);
  for (const keyPassword of [{ text: secret }, { file }])
    expect(readTls({ ...withOne, key: { file: locked }, keyPassword }).certificates).toHaveLength(2);
});

describe("renewal", () => {
  const put = (pair: Pair, to: Pair): void => {
    copyFileSync(pair.certificate, to.certificate);
    copyFileSync(pair.key, to.key);
  };
  const current: Pair = { certificate: join(folder.path, "now.pem"), key: join(folder.path, "now.key") };
  const open = () => {
    put(one, current);
    const told: string[] = [];
    return {
      told,
      source: openTlsSource(tlsConfigOf(authority.ca, current), (sentence) => told.push(sentence)),
    };
  };

  test("files that have not changed are what was read", () => {
    const { source, told } = open();
    const before = source.context();
    expect(source.context()).toBe(before);
    expect(source.newOptions()?.cert).toBe(readFileSync(one.certificate, "utf8"));
    expect(source.newOptions()).toBeNull();
    expect(told).toEqual([]);
  });

  test("files that were replaced are used at the next asking", () => {
    const { source } = open();
    source.newOptions();
    const before = source.context();
    put(other, { certificate: `${current.certificate}.new`, key: `${current.key}.new` });
    renameSync(`${current.certificate}.new`, current.certificate);
    renameSync(`${current.key}.new`, current.key);
    expect(source.context()).not.toBe(before);
    expect(source.newOptions()?.cert).toBe(readFileSync(other.certificate, "utf8"));
  });

  test("until both are there the old ones stay, and it is told once", () => {
    const { source, told } = open();
    const before = source.context();
    copyFileSync(other.certificate, current.certificate);
    expect(source.context()).toBe(before);
    expect(source.context()).toBe(before);
    expect(told).toEqual([
      `the key in ${current.key} is not that of the first certificate in ${current.certificate}; what was read before is used until this is mended`,
    ]);
    copyFileSync(other.key, current.key);
    expect(source.context()).not.toBe(before);
  });

  test("a file that is gone leaves the old ones", () => {
    const { source, told } = open();
    const before = source.context();
    renameSync(current.key, `${current.key}.away`);
    expect(source.context()).toBe(before);
    expect(told.join()).toContain("can't be read (ENOENT)");
  });
});
