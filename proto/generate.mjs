/**
 * Generates `gen/*.js` and `gen/*.d.ts` from the .proto files (`npm run proto:generate`); the result is committed.
 * An argument names another folder to write to, which is how a test sees that `gen` is up to date.
 *
 * The generated decoder is changed in two places, each of which must occur or the generation stops:
 * 1. A known field with another wire type than its own is an error. pbjs skips it as unknown, so an error code
 *    sent as varint instead of fixed32 would read as 0 (no error).
 * 2. Maps have no prototype: keys come from routers, and `__proto__` is a legal one.
 * The declarations name the `long` package only for its shape; that shape is written out instead.
 */
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import pbjs from "protobufjs-cli/pbjs.js";

const folder = fileURLToPath(new URL(".", import.meta.url));
const target = process.argv[2] ?? join(folder, "gen");
const notice =
  "// Generated from the .proto file of the same name by `npm run proto:generate`: do not edit.\n";
const shared =
  "-t static-module -w es6 --keep-case --no-verify --no-convert --no-delimited --no-service --no-typeurl";

/** Runs pbjs; rejects with its error. */
function generate(args) {
  return new Promise((resolve, reject) => {
    pbjs.main([...shared.split(" "), ...args], (error) => (error ? reject(error) : resolve()));
  });
}

/** Replaces every occurrence; throws when there is none, which is how a change of pbjs shows. */
function replaceAll(text, pattern, replacement) {
  if (!pattern.test(text)) throw new Error(`pbjs no longer generates ${pattern}`);
  return text.replaceAll(pattern, replacement);
}

function hardenDecoder(code) {
  return replaceAll(
    code,
    /if \(wireType !== (\d)\)\n\s+break;/g,
    'if (wireType !== $1) throw $$Error("wrong wire type " + wireType + " of a known field");',
  );
}

const withoutPrototypes = (code) =>
  replaceAll(code, /\b(this|message)\.(\w+) = \{\};/g, "$1.$2 = $$Object.create(null);");

const withOwnLong = (declarations) =>
  replaceAll(
    declarations,
    /^import Long = require\("long"\);$/gm,
    "/** 64 bits in two halves. */\ninterface Long { low: number; high: number; unsigned: boolean }",
  );

/** Everything is imported by name. */
const withoutDefaultExport = (code) => replaceAll(code, /\nexport \{\n\s+\$root as default\n\};\n/g, "");

async function generateModule(name, hasMaps, scratch) {
  const proto = join(folder, `${name}.proto`);
  const root = name.replaceAll("-", "_");
  const documented = join(scratch, `${name}.js`);
  const bare = join(scratch, `${name}-bare.js`);
  // Declarations are derived from the comments; the code is committed without them.
  await generate(["--root", root, "--dts", "-o", documented, proto]);
  await generate(["--root", root, "--no-comments", "-o", bare, proto]);
  const hardened = withoutDefaultExport(hardenDecoder(readFileSync(bare, "utf8")));
  const code = hasMaps ? withoutPrototypes(hardened) : hardened;
  const declarations = withOwnLong(readFileSync(join(scratch, `${name}.d.ts`), "utf8"));
  writeFileSync(join(target, `${name}.js`), notice + code);
  writeFileSync(join(target, `${name}.d.ts`), notice + declarations);
}

const scratch = mkdtempSync(join(tmpdir(), "usp-proto-"));
try {
  mkdirSync(target, { recursive: true });
  await generateModule("usp-record", false, scratch);
  await generateModule("usp-msg", true, scratch);
} finally {
  rmSync(scratch, { recursive: true });
}
