/**
 * `CurrentOperatingClassProfile.{i}.` of a DataElements radio: what it says of band, channel and width, which such a
 * radio has nowhere else. A radio has a row for each width it works in; the channel of a wide class is that of its
 * middle, so only those of 20 and 40 MHz name the primary one (IEEE 802.11-2020 table E-4: global operating classes).
 */
import type { RadioObservation } from "#schemas/telemetry-event.ts";
import { readInteger } from "./read.ts";
import { column, type ObservationTable } from "./table.ts";

/** A row as sent. */
export interface OperatingClassRow {
  readonly path: string;
  readonly operating_class: number | null;
  readonly channel: number | null;
}

export const operatingClassTable: ObservationTable<OperatingClassRow> = {
  row: "Device.WiFi.DataElements.Network.Device.*.Radio.*.CurrentOperatingClassProfile.*.",
  key: null,
  keptBeside: true,
  columns: {
    Class: column("operating_class", readInteger(0, 255)),
    Channel: column("channel", readInteger(1, 255)),
  },
  empty: (path) => ({ path, operating_class: null, channel: null }),
  complete: () => true,
};

interface Meaning {
  readonly band: string;
  readonly bandwidth: string;
  readonly widthMhz: number;
}

const meaning = (band: string, widthMhz: number, bandwidth = `${widthMhz}MHz`): Meaning => ({
  band,
  bandwidth,
  widthMhz,
});
const classesOf = (numbers: readonly number[], value: Meaning): [number, Meaning][] =>
  numbers.map((number) => [number, value]);

const operatingClasses: ReadonlyMap<number, Meaning> = new Map([
  ...classesOf([81, 82], meaning("2.4GHz", 20)),
  ...classesOf([83, 84], meaning("2.4GHz", 40)),
  ...classesOf([115, 118, 121, 124, 125], meaning("5GHz", 20)),
  ...classesOf([116, 117, 119, 120, 122, 123, 126, 127], meaning("5GHz", 40)),
  ...classesOf([128], meaning("5GHz", 80)),
  ...classesOf([129], meaning("5GHz", 160)),
  ...classesOf([130], meaning("5GHz", 160, "80+80MHz")),
  ...classesOf([131, 136], meaning("6GHz", 20)),
  ...classesOf([132], meaning("6GHz", 40)),
  ...classesOf([133], meaning("6GHz", 80)),
  ...classesOf([134], meaning("6GHz", 160)),
  ...classesOf([135], meaning("6GHz", 160, "80+80MHz")),
  ...classesOf([137], meaning("6GHz", 320)),
]);

/** Widest class whose channel is the primary one. */
const widestPrimaryMhz = 40;

/** The radios with what their operating classes say; nothing where those are of two bands. */
export function tuneRadios(
  radios: readonly RadioObservation[],
  classes: readonly OperatingClassRow[],
): readonly RadioObservation[] {
  if (classes.length === 0) return radios;
  const byRadio = Map.groupBy(classes, ({ path }) =>
    path.slice(0, path.indexOf("CurrentOperatingClassProfile.")),
  );
  return radios.map((radio) => tuned(radio, byRadio.get(radio.radio) ?? []));
}

function tuned(radio: RadioObservation, rows: readonly OperatingClassRow[]): RadioObservation {
  const known = rows
    .flatMap(({ operating_class, channel }) => {
      const found = operatingClasses.get(operating_class ?? -1);
      return found === undefined ? [] : [{ ...found, channel }];
    })
    .sort((a, b) => a.widthMhz - b.widthMhz);
  const [narrowest] = known;
  const widest = known.at(-1);
  if (narrowest === undefined || widest === undefined) return radio;
  if (known.some(({ band }) => band !== narrowest.band)) return radio;
  const primary = known.find(({ widthMhz, channel }) => widthMhz <= widestPrimaryMhz && channel !== null);
  const { band, bandwidth } = widest;
  return { ...radio, band, bandwidth, channel: primary?.channel ?? null };
}
