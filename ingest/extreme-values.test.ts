/** Every column of every table takes or refuses every number there is: whatever intake makes of it can be encoded. */
import { expect, test } from "vitest";
import { loadSchema } from "#infra/adapters/schemas.ts";
import { compileType } from "#schemas/avro.ts";
import type { ParameterEvent } from "#schemas/parameter-event.ts";
import type { TelemetryEvent } from "#schemas/telemetry-event.ts";
import { topics } from "#schemas/topics.ts";
import { intakeConfig, message, seconds } from "./intake.fixture.ts";
import { tables } from "./normalize/placement.ts";
import type { Outcome } from "./outcome.ts";
import { createPipeline } from "./pipeline.ts";

const telemetry = compileType<TelemetryEvent>(loadSchema(topics.telemetry.schema));
const parameter = compileType<ParameterEvent>(loadSchema(topics.parameter.schema));
const pipeline = createPipeline(intakeConfig);

const wholes = [2n ** 31n, 2n ** 32n, 2n ** 48n, 2n ** 52n, 2n ** 53n, 2n ** 63n, 2n ** 64n];
const texts = [
  ...wholes.flatMap((whole) => [-2n, -1n, 0n, 1n].flatMap((by) => [`${whole + by}`, `-${whole + by}`])),
  ...[
    "0",
    "-0",
    "-1",
    "1e308",
    "-1e308",
    "1e-308",
    "4503599627370495.5",
    "9007199254740991.0",
    "NaN",
    "Infinity",
  ],
  ...["", " ", "0x7fffffffffffffff", "9999-12-31T23:59:59Z", "0001-01-01T00:00:00Z", "-9999-01-01T00:00:00Z"],
];
/** As JSON has them: a gateway may tell a number as one. */
const values = [
  ...texts.map((text) => JSON.stringify(text)),
  ...texts.filter((text) => /^-?[0-9]+$/.test(text)),
  "1e400",
];

const cells = Object.values(tables).flatMap(({ row, key, columns }) =>
  Object.keys(columns).map((name) => {
    const path = row.replaceAll("*", "1");
    return { key: key === null ? null : `${path}${key}`, name: `${path}${name}` };
  }),
);

/** What Avro made of an outcome; it throws where it can't. */
function encoded(outcome: Outcome): number {
  if (outcome.kind !== "produced") return 0;
  const records = [
    ...outcome.events.map((event) => telemetry.encode(event, 1)),
    ...outcome.parameters.map((event) => parameter.encode(event, 1)),
  ];
  return records.length;
}

test.each(cells)("$name", ({ key, name }) => {
  for (const value of values) {
    const others = key === null || key === name ? "" : `,${JSON.stringify(key)}:"02:00:00:00:00:01"`;
    const report = `{"Report":[{"CollectionTime":${seconds}${others},${JSON.stringify(name)}:${value}}]}`;
    expect(encoded(pipeline(message("x/bulk/a", report))), value).toBeGreaterThan(0);
  }
});
