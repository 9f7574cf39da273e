import { describe, expect, test } from "vitest";
import { epochMs } from "#schemas/units.ts";
import { CanaryTicks, formatCanary } from "../tick.ts";
import { canaryPath, createAsking, createCanaryRoute } from "./canary.ts";
import type { HttpAnswer } from "./exchange.ts";

const clock = () => ({ wall: epochMs(1000), steadyMs: 0 });
const request = (text: string) => ({
  method: "POST",
  target: canaryPath,
  headers: new Map([["content-length", String(text.length)]]),
  body: Buffer.from(text),
});

/** A door whose bridge acknowledges when it is told to. */
function setUp() {
  const canaries = new CanaryTicks("this run");
  const returned: string[] = [];
  const acknowledgements: (() => void)[] = [];
  const bridge = {
    canaryReturned(payload: string, _ticks: CanaryTicks, _clock: unknown, acknowledge: () => void): void {
      returned.push(payload);
      acknowledgements.push(acknowledge);
    },
  };
  const route = createCanaryRoute(bridge, "this-run", canaries, clock);
  return { route, returned, acknowledge: () => acknowledgements.forEach((each) => each()) };
}

describe("the door of canaries", () => {
  test("answers our own when what came before it is acknowledged", () => {
    const { route, returned, acknowledge } = setUp();
    const answers: HttpAnswer[] = [];
    const sent = request(formatCanary({ run: "this-run", sequence: 1 }));
    expect(route.admit(sent)).toBeNull();
    route.receive(sent, (answer) => answers.push(answer));
    expect([returned, answers]).toEqual([["this-run 1"], []]);
    acknowledge();
    expect(answers).toEqual([{ status: 204 }]);
  });

  test.each([
    ["another run's", formatCanary({ run: "another-run", sequence: 1 })],
    ["nonsense", "x"],
    ["nothing", ""],
  ])("gives nothing to %s: not even a place to wait", (_what, text) => {
    const { route, returned } = setUp();
    const answers: HttpAnswer[] = [];
    route.receive(request(text), (answer) => answers.push(answer));
    expect(answers.map(({ status }) => status)).toEqual([404]);
    expect(returned).toEqual([]);
  });

  test("reads no long body, and none of unknown length", () => {
    const { route } = setUp();
    expect(route.admit(request("x".repeat(300)))?.status).toBe(404);
    expect(route.admit({ ...request(""), headers: new Map() })?.status).toBe(404);
  });
});

describe("asking", () => {
  test("goes on while answers are awaited, to a bound; then again when one has come", async () => {
    const asked: string[] = [];
    const waiting: (() => void)[] = [];
    const ask = createAsking(new CanaryTicks("r"), {
      clock,
      mayTick: () => true,
      ask: (path, text) => {
        asked.push(`${path} ${text}`);
        return new Promise<void>((resolve) => waiting.push(resolve));
      },
      onTrouble: () => undefined,
    });
    for (let count = 0; count < 20; count += 1) void ask();
    expect(asked).toHaveLength(12);
    expect(asked[1]).toBe(`${canaryPath} r 2`);
    waiting[0]?.();
    await Promise.resolve();
    await Promise.resolve();
    void ask();
    expect(asked).toHaveLength(13);
  });

  test("does not ask while a tick would not be true", async () => {
    let asked = 0;
    const ports = { clock, ask: () => Promise.resolve((asked += 1)), onTrouble: () => undefined };
    await createAsking(new CanaryTicks("r"), { ...ports, mayTick: () => false })();
    expect(asked).toBe(0);
  });

  test("an answer that never came is trouble, not the end", async () => {
    const troubles: unknown[] = [];
    const ask = createAsking(new CanaryTicks("r"), {
      clock,
      mayTick: () => true,
      ask: () => Promise.reject(new Error("refused")),
      onTrouble: (error) => troubles.push(error),
    });
    await ask();
    await ask();
    expect(troubles).toHaveLength(2);
  });
});
