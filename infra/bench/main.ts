/** `npm run bench [-- --smoke] [NAME...]`: measures each stage against its floor. */
import type { Benchmark } from "./benchmark.ts";

/** In the order of the pipeline; each is a file beside this one. */
const benchmarks: readonly Benchmark[] = [];

const smoke = process.argv.includes("--smoke");
for (const benchmark of benchmarks) {
  const lines = await benchmark.run({ smoke, say: (text) => process.stderr.write(`${text}\n`) });
  for (const line of lines) process.stdout.write(`${JSON.stringify(line)}\n`);
}
