import { describe, expect, it } from "vitest";
import { createBoots, noteBoot, noteUptime } from "./reboot.ts";

/** `B100`: Boot! received at 100 s; `100:40`: a report of 100 s, received then, with an uptime of 40 s. Those that tell of a reboot. */
function rebootsIn(text: string): string {
  const boots = createBoots();
  const tells = (word: string): boolean => {
    if (word.startsWith("B")) return noteBoot(boots, 1000 * Number(word.slice(1)));
    const [at = 0, uptimeSeconds = 0] = word.split(":").map(Number);
    return noteUptime(boots, { observedAt: 1000 * at, receivedAt: 1000 * at, uptimeSeconds });
  };
  return text.split(" ").filter(tells).join(" ");
}

describe("a reboot", () => {
  it.each([
    { name: "is known by Boot!", said: "B100", want: "B100" },
    { name: "is known by an uptime that fell", said: "100:5000 200:40", want: "200:40" },
    { name: "is not known by the first uptime", said: "200:40 300:140", want: "" },
    {
      name: "is one, told by Boot! and then by the uptime",
      said: "100:5000 B165 200:40 300:140",
      want: "B165",
    },
    { name: "is one, told by the uptime and then by Boot!", said: "100:5000 200:40 B201", want: "200:40" },
    { name: "is one, however late the uptime comes", said: "100:5000 B165 5000:4840", want: "B165" },
    { name: "is one, told by two subscriptions", said: "B165 B166", want: "B165" },
    { name: "is another, much later", said: "B165 B765", want: "B165 B765" },
    {
      name: "is another when the uptime fell again",
      said: "B165 200:40 300:140 400:20",
      want: "B165 400:20",
    },
    {
      name: "is none where the uptime can't be one",
      said: "100:9000000000000000 200:8000000000000000",
      want: "",
    },
    { name: "is not known by an older report", said: "200:5000 100:40 300:5100", want: "" },
  ])("$name", ({ said, want }) => {
    expect(rebootsIn(said)).toBe(want);
  });
});
