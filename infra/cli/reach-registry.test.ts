import { describe, expect, it } from "vitest";
import { RegistryError } from "#infra/adapters/registry.ts";
import { Complaint } from "./complaint.ts";
import { createSettledAnswer } from "./reach-registry.ts";

const doubted = new RegistryError("doubted", "none so far");

describe("an errand's question for a schema", () => {
  it("is asked again while the answer is in doubt", async () => {
    const answers = [doubted, "a schema"];
    const ask = async (): Promise<string> => {
      const answer = answers.shift() ?? "";
      if (typeof answer === "string") return answer;
      throw answer;
    };
    expect(await createSettledAnswer()(ask)).toBe("a schema");
  });

  it.each(["unreachable", "refused"] as const)("ends with a sentence where it is %s", async (failure) => {
    const ask = () => Promise.reject(new RegistryError(failure, "a sentence"));
    await expect(createSettledAnswer()(ask)).rejects.toEqual(new Complaint("a sentence", 1));
  });

  it("ends when the errand does", async () => {
    const stopping = new AbortController();
    const answer = createSettledAnswer(stopping.signal)(() => Promise.reject(doubted));
    stopping.abort();
    await expect(answer).rejects.toBeInstanceOf(Complaint);
  });
});
