import { describe, expect, test } from "vitest";
import {
  readBand,
  readBoolean,
  readCounter32,
  readCounter64,
  readDateTime,
  type Reader,
  readInteger,
  readMac,
  readText,
  unreadable,
} from "./read.ts";
import { readAnpi, readRcpiRssi, readRssi, roundDbm } from "./rssi.ts";

const table = <T>(
  read: Reader<T>,
  cases: readonly (readonly [string, T | null | typeof unreadable])[],
): void => {
  test.each(cases)("%s", (text, want) => {
    expect(read(text)).toBe(want);
  });
};

describe("booleans", () => {
  table(readBoolean, [
    ["true", true],
    ["TRUE", true],
    ["1", true],
    ["false", false],
    ["0", false],
    ["", null],
    ["maybe", unreadable],
    ["2", unreadable],
    ["constructor", unreadable],
  ]);
});

describe("whole numbers within bounds", () => {
  table(readInteger(-1, 100), [
    ["7", 7],
    ["+7", 7],
    ["-1", -1],
    ["12.0", 12],
    ["1e1", 10],
    ["-0", 0],
    ["", null],
    ["101", unreadable],
    ["-2", unreadable],
    ["12.5", unreadable],
    ["12.00000000000000000001", unreadable],
    ["1200e-2", 12],
    ["12e-1", unreadable],
    ["1e-999", unreadable],
    ["0e-999", 0],
    ["00000000000000000000012", 12],
    ["0x10", unreadable],
    ["1_0", unreadable],
    ["NaN", unreadable],
    ["Infinity", unreadable],
    ["1e400", unreadable],
  ]);
});

describe("64-bit counters", () => {
  table(readCounter64, [
    ["0", 0],
    ["9007199254740991", 9007199254740991],
    ["9007199254740993", 9007199254740993n],
    ["9223372036854775807", 9223372036854775807n],
    ["9223372036854775808", unreadable],
    ["18446744073709551615", null],
    ["18446744073709551614", unreadable],
    ["4294967295", 4294967295],
    ["-1", unreadable],
    ["1.5", unreadable],
    ["12.0", 12],
    ["1e3", 1000],
    ["1.5E+1", 15],
    ["0.0", 0],
    ["-0", 0],
    ["9007199254740991.0", 9007199254740991],
    ["9007199254740991.4", unreadable],
    ["9007199254740993.0", unreadable],
    ["1.8446744073709551615e19", unreadable],
    ["1e999", unreadable],
    ["", null],
    ["99999999999999999999", unreadable],
    ["123456789012345678901", unreadable],
  ]);
});

describe("32-bit counters", () => {
  table(readCounter32, [
    ["4294967294", 4294967294],
    ["4294967295", null],
    ["18446744073709551615", null],
    ["-1", unreadable],
  ]);
});

describe("times", () => {
  table(readDateTime as Reader<number>, [
    ["2026-11-22T06:42:28Z", Date.parse("2026-11-22T06:42:28Z")],
    ["0001-01-01T00:00:00Z", null],
    ["9999-12-31T23:59:59Z", null],
    ["0000-00-03T00:00:10", unreadable],
    ["", null],
    ["1795330000", unreadable],
  ]);
});

describe("the rest", () => {
  table(readMac as Reader<string>, [
    ["02:00:5E:10:00:80", "02:00:5e:10:00:80"],
    ["02-00-5e-10-00-80", "02:00:5e:10:00:80"],
    ["", null],
    ["02:00:5e:10:00", unreadable],
    ["00:00:00:00:00:00", unreadable],
    ["FF:FF:FF:FF:FF:FF", unreadable],
    ["01-00-5e-00-00-fb", unreadable],
    ["33:33:00:00:00:01", unreadable],
    ["fe:00:00:00:00:00", "fe:00:00:00:00:00"],
    ["02005e100080", unreadable],
    [" 02:00-5E:10:00:80\t", "02:00:5e:10:00:80"],
    ["02:00:5e:10:00:8g", unreadable],
    ["02:00:5e:10:00:8\u00e9", unreadable],
  ]);
  table(readBand, [
    ["2.4GHz", "2.4GHz"],
    ["5 ghz", "5GHz"],
    ["6GHz", "6GHz"],
    ["", null],
    ["60GHz", unreadable],
  ]);
  table(readText, [
    [" ana ", " ana "],
    ["", null],
  ]);
});

describe("signal strength", () => {
  test.each([
    ["-47", -47, -47, []],
    ["-2", -2, -2, []],
    ["-110", -110, -110, []],
    ["-111", null, -111, ["out_of_range"]],
    ["-200", null, -200, ["out_of_range"]],
    ["-1", null, -1, ["sentinel"]],
    ["-127", null, -127, ["sentinel"]],
    ["-128", null, -128, ["sentinel"]],
    ["127", null, 127, ["sentinel"]],
    ["255", null, 255, ["sentinel"]],
    ["0", null, 0, ["zero"]],
    ["-0", null, 0, ["zero"]],
    ["12", null, 12, ["missing_sign"]],
    ["110", null, 110, ["missing_sign"]],
    ["111", null, 111, ["out_of_range"]],
    ["126", null, 126, ["out_of_range"]],
    ["145", null, 145, ["out_of_range"]],
    ["146", null, 146, ["int8_wrap"]],
    ["206", null, 206, ["int8_wrap"]],
    ["254", null, 254, ["int8_wrap"]],
    ["256", null, 256, ["out_of_range"]],
    ["4294967249", null, 4294967249, ["out_of_range"]],
    ["-46.5", -47, -47, ["rounded"]],
    ["-46.4", -46, -46, ["rounded"]],
    ["-0.4", null, 0, ["zero", "rounded"]],
    ["-0.6", null, -1, ["sentinel", "rounded"]],
  ])("%s", (text, dbm, raw, quality) => {
    expect(readRssi(text)).toEqual({ dbm: dbm === null ? null : dbm + 0, raw, quality });
  });

  test.each(["", "strong", "-", "1e99", "--47"])("%j is no number or none", (text) => {
    for (const read of [readRssi, readRcpiRssi]) expect(read(text)).toBe(text === "" ? null : unreadable);
  });

  test.each([
    ["126", -47, 126, ["rcpi"]],
    ["127", -47, 127, ["rcpi"]],
    ["1", -110, 1, ["rcpi"]],
    ["220", 0, 220, ["rcpi"]],
    ["126.4", -47, 126, ["rcpi", "rounded"]],
    ["0", null, 0, ["zero"]],
    ["221", null, 221, ["out_of_range"]],
    ["254", null, 254, ["out_of_range"]],
    ["255", null, 255, ["sentinel"]],
    ["256", null, 256, ["out_of_range"]],
    ["-47", -47, -47, ["not_rcpi"]],
    ["-1", null, -1, ["sentinel"]],
    ["-128", null, -128, ["sentinel"]],
    ["-111", null, -111, ["out_of_range"]],
  ])("%s under DataElements", (text, dbm, raw, quality) => {
    expect(readRcpiRssi(text)).toEqual({ dbm, raw, quality });
  });

  test("of any number: never changed without saying so, never beyond what the histogram holds", () => {
    for (let value = -300; value <= 300; value += 0.25) {
      for (const read of [readRssi, readRcpiRssi]) {
        const rssi = read(String(value));
        if (rssi === null || rssi === unreadable) throw new Error(String(value));
        expect(rssi.quality.length > 0 || rssi.dbm === value).toBe(true);
        expect(rssi.dbm ?? -50).toBeGreaterThanOrEqual(-110);
        expect(rssi.dbm ?? -50).toBeLessThanOrEqual(0);
        expect(rssi.raw).toBe(roundDbm(value));
      }
    }
  });
});

describe("noise under DataElements", () => {
  table(readAnpi, [
    ["40", -90],
    ["41", -90],
    ["39", -91],
    ["-90", -90],
    ["255", null],
    ["", null],
    ["0", unreadable],
    ["220", unreadable],
    ["254", unreadable],
    ["-201", unreadable],
    ["40.5", unreadable],
    ["quiet", unreadable],
  ]);
});
