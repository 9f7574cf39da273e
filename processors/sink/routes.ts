/** Schema ids to routes: asks the registry once for each id, and waits where waiting is right. */
import type { DeadLetterReason } from "#schemas/dead-letter.ts";
import { type Route, routeFor } from "./admit.ts";
import type { LandingTable, SinkTopic } from "./sink-topic.ts";

/** A schema as the registry knows it. */
export type SchemaAnswer =
  | { readonly kind: "found"; readonly text: string }
  | { readonly kind: "unknown" }
  | { readonly kind: "unreachable"; readonly detail: string };

/** The landing tables of the database. */
export type TablesAnswer =
  | { readonly kind: "found"; readonly tables: readonly LandingTable[] }
  | { readonly kind: "unreachable"; readonly detail: string };

/** What the sink may have to wait for. */
export type Awaited = "ClickHouse" | "schema registry" | "migrations";

/** Neither question ever rejects. */
export interface RoutePorts {
  schemaById(id: number): Promise<SchemaAnswer>;
  landingTables(): Promise<TablesAnswer>;
  /** Waits before the next attempt (from 1) and says why, or rejects when the sink is to stop. */
  waitFor(what: Awaited, attempt: number, detail: string): Promise<void>;
}

/** The way into ClickHouse for a topic and schema id, or the reason why there is none. */
export type Routed =
  | { readonly kind: "route"; readonly route: Route }
  | { readonly kind: "dead_letter"; readonly reason: DeadLetterReason; readonly detail: string };

export interface Routes {
  /** What is known without asking anybody, else null. */
  known(topic: SinkTopic, schemaId: number): Routed | null;
  /** The same for `own`. */
  ownKnown(topic: SinkTopic): Route | null;
  /** Resolves late while the registry is away or the migrations are behind: nothing is decided then. */
  find(topic: SinkTopic, schemaId: number): Promise<Routed>;
  /** The route of a topic whose form is the program's own (dead letters): no registry has a say in it. */
  own(topic: SinkTopic): Promise<Route>;
}

export function createRoutes(ports: RoutePorts): Routes {
  const known = new Map<string, Route>();
  /** Questions under way, so that each is asked once however many partitions wait for its answer. */
  const asked = new Map<string, Promise<Routed>>();
  const nameOf = (topic: SinkTopic, schemaId: number): string => `${topic.name}|${schemaId}`;
  return {
    known(topic, schemaId) {
      const route = known.get(nameOf(topic, schemaId));
      return route === undefined ? null : { kind: "route", route };
    },
    ownKnown: (topic) => known.get(topic.name) ?? null,
    async find(topic, schemaId) {
      const name = nameOf(topic, schemaId);
      const before = known.get(name);
      if (before !== undefined) return { kind: "route", route: before };
      // No registry gives out negative ids; some of them take offence at the question.
      if (schemaId < 0) return unknown(schemaId);
      return once(name, () => ask(ports, topic, schemaId));
    },
    async own(topic) {
      const before = known.get(topic.name);
      if (before !== undefined) return before;
      const routed = await once(topic.name, () => askTables(ports, topic, 0, JSON.stringify(topic.schema)));
      if (routed.kind !== "route") throw new Error(routed.detail);
      return routed.route;
    },
  };

  function once(name: string, question: () => Promise<Routed>): Promise<Routed> {
    const underWay = asked.get(name);
    if (underWay !== undefined) return underWay;
    const answer = question()
      .then((routed) => {
        if (routed.kind === "route") known.set(name, routed.route);
        return routed;
      })
      .finally(() => asked.delete(name));
    asked.set(name, answer);
    return answer;
  }
}

const unknown = (schemaId: number): Routed => ({
  kind: "dead_letter",
  reason: "unknown_schema",
  detail: `The registry has no schema ${schemaId}`,
});

async function ask(ports: RoutePorts, topic: SinkTopic, schemaId: number): Promise<Routed> {
  const text = await askRegistry(ports, schemaId);
  return text === null ? unknown(schemaId) : askTables(ports, topic, schemaId, text);
}

async function askRegistry(ports: RoutePorts, schemaId: number): Promise<string | null> {
  for (let attempt = 1; ; attempt++) {
    const answer = await ports.schemaById(schemaId);
    if (answer.kind === "found") return answer.text;
    if (answer.kind === "unknown") return null;
    await ports.waitFor("schema registry", attempt, answer.detail);
  }
}

async function askTables(ports: RoutePorts, topic: SinkTopic, id: number, text: string): Promise<Routed> {
  for (let attempt = 1; ; attempt++) {
    const answer = routeFor(topic, id, text, await findTables(ports));
    if (answer.kind !== "no_table") return answer;
    await ports.waitFor("migrations", attempt, answer.detail);
  }
}

/** The landing tables, however long ClickHouse is away. */
export async function findTables(ports: RoutePorts): Promise<readonly LandingTable[]> {
  for (let attempt = 1; ; attempt++) {
    const answer = await ports.landingTables();
    if (answer.kind === "found") return answer.tables;
    await ports.waitFor("ClickHouse", attempt, answer.detail);
  }
}
