import { describe, expect, test } from "vitest";
import { Answering } from "./answering.ts";
import type { Answer } from "./controller.ts";

/** A broker that takes answers, or refuses them, when told to; and a time that passes when told to. */
function setUp() {
  const published: { readonly answer: Answer; readonly take: () => void; readonly refuse: () => void }[] = [];
  const waiting: (() => void)[] = [];
  const answering = new Answering({
    publish: (answer) =>
      new Promise((take, reject) => {
        published.push({ answer, take, refuse: () => reject(new Error("not authorized")) });
      }),
    pause: () => new Promise((resolve) => waiting.push(resolve)),
  });
  return { answering, published, passTime: () => waiting.splice(0).forEach((resolve) => resolve()) };
}

const answer: Answer = { topic: "agent", replyTo: "controller", payload: new Uint8Array([1]) };

describe("an answer is over", () => {
  test("when the broker has it", async () => {
    const { answering, published } = setUp();
    const given = answering.give(answer);
    published[0]?.take();
    await given;
    expect(published.map((each) => each.answer)).toEqual([answer]);
    expect(answering.counts).toEqual({ given: 1, givenUp: 0 });
  });

  test("when the broker refuses it: that is no error of ours", async () => {
    const { answering, published } = setUp();
    const given = answering.give(answer);
    published[0]?.refuse();
    await given;
    expect(answering.counts).toEqual({ given: 0, givenUp: 1 });
  });

  test("when its time is over, once, also when the broker takes it later", async () => {
    const { answering, published, passTime } = setUp();
    const given = answering.give(answer);
    passTime();
    await given;
    published[0]?.take();
    await Promise.resolve();
    expect(answering.counts).toEqual({ given: 0, givenUp: 1 });
  });

  test("at once, when a thousand others wait for the broker", async () => {
    const { answering, published } = setUp();
    const before = Array.from({ length: 1000 }, () => answering.give(answer));
    await answering.give(answer);
    expect([published.length, answering.counts.givenUp]).toEqual([1000, 1]);
    for (const { take } of published) take();
    await Promise.all(before);
    const after = answering.give(answer);
    published.at(-1)?.take();
    await after;
    expect(answering.counts).toEqual({ given: 1001, givenUp: 1 });
  });
});
