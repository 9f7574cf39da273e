import { describe, expect, it } from "vitest";
import { scopeOf } from "./scope.ts";

const mesh = (node: number, radio: number, bss: number): string =>
  `Device.WiFi.DataElements.Network.Device.${node}.Radio.${radio}.BSS.${bss}.`;
const plain = (number: number): string => `Device.WiFi.AccessPoint.${number}.`;
const radios = new Map([
  [plain(1), "Device.WiFi.Radio.1."],
  [plain(2), "Device.WiFi.Radio.2."],
  [plain(3), "Device.WiFi.Radio.1."],
]);

describe("what a roam crosses", () => {
  it.each([
    { from: mesh(1, 1, 1), to: mesh(1, 1, 2), want: "bss" },
    { from: mesh(1, 1, 1), to: mesh(1, 2, 1), want: "radio" },
    { from: mesh(1, 1, 1), to: mesh(2, 1, 1), want: "node" },
    { from: mesh(1, 1, 1), to: mesh(11, 1, 1), want: "node" },
    { from: plain(1), to: plain(3), want: "bss" },
    { from: plain(1), to: plain(2), want: "radio" },
    { from: plain(1), to: plain(4), want: null },
    { from: mesh(1, 1, 1), to: plain(1), want: null },
  ])("$from to $to: $want", ({ from, to, want }) => {
    expect(scopeOf(from, to, (accessPoint) => radios.get(accessPoint) ?? null)).toBe(want);
  });
});
