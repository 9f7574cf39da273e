/**
 * Stage scale: whether a report costs more when there are many homes: the home worker's fold with 1,000 homes and with
 * 100,000, each in a process of its own, the same number of reports in turn.
 */
import { fork } from "node:child_process";
import { once } from "node:events";
import { fileURLToPath } from "node:url";
import { type Benchmark, type Cost, median } from "./benchmark.ts";
import { worldShape } from "./scale-world.ts";

const world = fileURLToPath(new URL("scale-world.ts", import.meta.url));
const aimRatio = 1.15;

export const scaleBenchmark: Benchmark = {
  name: "scale",
  async run({ smoke, say }) {
    const { few, many, rounds } = smoke
      ? { few: 50, many: 500, rounds: 1 }
      : { few: 1000, many: 100_000, rounds: 3 };
    const worlds = [openWorld(few), openWorld(many)] as const;
    try {
      say(`scale: ${rounds} rounds of ${many} reports with ${few} and with ${many} homes`);
      const costs: [Cost[], Cost[]] = [[], []];
      // The first two rounds do not count: homes are made and windows begin to close.
      for (let round = -2; round < rounds; round += 1) {
        for (const [index, each] of worlds.entries()) {
          const cost = await each.apply(many);
          if (round >= 0) costs[index]?.push(cost);
        }
        say(
          `  round ${round + 1}: ${costs.map((taken) => taken.at(-1)?.cpuUs.toFixed(1) ?? "-").join(", ")} us`,
        );
      }
      const [small, large] = [medianCost(costs[0]), medianCost(costs[1])];
      const ratio = large.cpuUs / small.cpuUs;
      return [
        {
          stage: "scale",
          event: `report, ${many.toLocaleString("en-US")} homes`,
          ...large,
          floor: { what: `the same with ${few.toLocaleString("en-US")} homes`, ...small },
          ratio,
          aim: `<= ${aimRatio} x`,
          met: ratio <= aimRatio,
          notes: [
            `homes of ${worldShape.stations} stations and ${worldShape.hosts} hosts, a report a minute, one partition, decoded and snapshotted each time`,
          ],
        },
      ];
    } finally {
      for (const each of worlds) each.close();
    }
  },
};

const medianCost = (costs: readonly Cost[]): Cost => ({
  cpuUs: median(costs.map(({ cpuUs }) => cpuUs)),
  ratePerSecond: median(costs.map(({ ratePerSecond }) => ratePerSecond)),
});

/** A process with that many homes; `apply` has it take so many reports and say what an average one cost. */
function openWorld(homes: number): { apply(reports: number): Promise<Cost>; close(): void } {
  const child = fork(world, [String(homes)], { execArgv: ["--max-old-space-size=8000"] });
  const ended = once(child, "exit").then(([code, signal]): never => {
    throw new Error(`The process with ${homes} homes ended (${String(signal ?? code)})`);
  });
  ended.catch(() => undefined);
  return {
    async apply(reports) {
      const answer = once(child, "message");
      child.send(reports);
      const [cost] = await Promise.race([answer, ended]);
      // oxlint-disable-next-line typescript/no-unsafe-type-assertion -- our own program's message
      return cost as Cost;
    },
    close: () => void child.kill(),
  };
}
