import { describe, expect, it } from "vitest";
import type { ReadBatch } from "./backlog.ts";
import { Doorway } from "./doorway.ts";

const batch = (partition: number, next: number): ReadBatch => ({ topic: "t", partition, next, records: [] });

/** A doorway whose questions are answered by hand; what it did, in order. */
function open() {
  const did: string[] = [];
  const questions: { readonly next: number; answer(): void; fail(error: Error): void }[] = [];
  const say = (what: string) => (of: ReadBatch) => void did.push(`${what} ${of.partition}`);
  const doorway = new Doorway<string>({
    route: ({ next }) =>
      new Promise((resolve, reject) => {
        questions.push({ next, answer: () => resolve("known"), fail: reject });
      }),
    hold: say("hold"),
    admit: ({ partition, next }, routed) => void did.push(`admit ${partition}/${next} ${routed}`),
    letGo: say("let go"),
    onError: (error) => void did.push(String(error)),
  });
  return { doorway, did, questions };
}
const soon = (): Promise<void> => new Promise((resolve) => setImmediate(resolve));

describe("a doorway", () => {
  it("lets one partition through while another waits", async () => {
    const { doorway, did, questions } = open();
    doorway.enter(batch(0, 5));
    doorway.enter(batch(1, 7));
    questions[1]?.answer();
    await soon();
    expect(did).toEqual(["hold 0", "hold 1", "admit 1/7 known", "let go 1"]);
    expect([doorway.holds(batch(0, 0)), doorway.holds(batch(1, 0))]).toEqual([true, false]);
  });

  it("keeps the order of a partition: the second batch is asked about when the first is through", async () => {
    const { doorway, did, questions } = open();
    doorway.enter(batch(0, 5));
    doorway.enter(batch(0, 9));
    expect(questions.map(({ next }) => next)).toEqual([5]);
    questions[0]?.answer();
    await soon();
    questions[1]?.answer();
    await soon();
    expect(did).toEqual(["hold 0", "admit 0/5 known", "admit 0/9 known", "let go 0"]);
  });

  it("lets nothing through of a partition that is somebody else's, also when it has come back", async () => {
    const { doorway, did, questions } = open();
    doorway.enter(batch(0, 5));
    doorway.drop(batch(0, 0));
    doorway.enter(batch(0, 5));
    questions[0]?.answer();
    await soon();
    expect(did).toEqual(["hold 0", "hold 0"]);
    questions[1]?.answer();
    await soon();
    expect(did.slice(2)).toEqual(["admit 0/5 known", "let go 0"]);
  });

  it("tells of a question that failed", async () => {
    const { doorway, did, questions } = open();
    doorway.enter(batch(0, 5));
    questions[0]?.fail(new Error("stopped"));
    await soon();
    expect(did).toEqual(["hold 0", "Error: stopped"]);
  });
});
