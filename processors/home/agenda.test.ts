import fc from "fast-check";
import { expect, it } from "vitest";
import { Agenda } from "./agenda.ts";

it("a home is due at the earliest time asked for since it was last taken", () => {
  const command = fc.oneof(
    fc.record({
      kind: fc.constant("schedule" as const),
      homeId: fc.constantFrom("a", "b", "c", "d"),
      at: fc.nat(50),
    }),
    fc.record({ kind: fc.constant("take" as const), homeId: fc.constant(""), at: fc.nat(50) }),
    fc.record({
      kind: fc.constant("forget" as const),
      homeId: fc.constantFrom("a", "b"),
      at: fc.constant(0),
    }),
  );
  fc.assert(
    fc.property(fc.array(command, { maxLength: 80 }), (commands) => {
      const agenda = new Agenda();
      const model = new Map<string, number>();
      const taken: string[][] = [];
      const expected: string[][] = [];
      for (const { kind, homeId, at } of commands) {
        if (kind === "forget") {
          agenda.forget(homeId);
          model.delete(homeId);
        } else if (kind === "schedule") {
          agenda.schedule(homeId, at);
          model.set(homeId, Math.min(at, model.get(homeId) ?? at));
        } else {
          taken.push(agenda.takeDue(at).sort());
          expected.push(takeFromModel(model, at).sort());
        }
      }
      expect(taken).toEqual(expected);
    }),
  );
});

function takeFromModel(model: Map<string, number>, now: number): string[] {
  const due = [...model].filter(([, at]) => at <= now).map(([id]) => id);
  for (const id of due) model.delete(id);
  return due;
}
