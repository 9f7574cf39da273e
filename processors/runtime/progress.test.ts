import { expect, it } from "vitest";
import { Progress } from "./progress.ts";

it("tells the newest offset of each partition once, and again what was not taken", async () => {
  const progress = new Progress();
  const told: [number, number][][] = [];
  const tell = (isTaken: boolean, meanwhile = (): void => undefined): Promise<void> =>
    progress.tell((next) => {
      told.push([...next]);
      meanwhile();
      return Promise.resolve(isTaken);
    });
  progress.note(0, 5);
  progress.note(1, 7);
  progress.note(0, 6);
  await tell(false);
  progress.forget(1);
  await tell(true, () => progress.note(0, 8));
  await tell(true);
  await tell(true);
  expect(told).toEqual([
    [
      [0, 6],
      [1, 7],
    ],
    [[0, 6]],
    [[0, 8]],
  ]);
});
