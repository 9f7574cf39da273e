import { ClickhouseError } from "./clickhouse-error.ts";
import type { Engine, EngineSession } from "./engine.ts";
import type { FrontRequest } from "./request.ts";

/** Sessions that clients named, each for one query at a time and until nobody has used it for its timeout. */
export interface Sessions {
  /** Runs with the session the request asks for, or with a fresh one that ends with it. */
  withSession<T>(request: FrontRequest, use: (session: EngineSession) => Promise<T>): Promise<T>;
  close(): void;
}

interface NamedSession {
  readonly session: EngineSession;
  busy: boolean;
  expiry: NodeJS.Timeout | null;
}

export function createSessions(engine: Engine): Sessions {
  const named = new Map<string, NamedSession>();
  return {
    withSession: async (request, use) => {
      if (request.session === null) return withFresh(engine, use);
      const entry = claim(engine, named, request.session.id, request.session.mustExist);
      try {
        return await use(entry.session);
      } finally {
        release(named, request.session.id, entry, request.session.timeoutSeconds);
      }
    },
    close: () => {
      for (const { session, expiry } of named.values()) {
        if (expiry !== null) clearTimeout(expiry);
        session.close();
      }
      named.clear();
    },
  };
}

async function withFresh<T>(engine: Engine, use: (session: EngineSession) => Promise<T>): Promise<T> {
  const session = engine.openSession();
  try {
    return await use(session);
  } finally {
    session.close();
  }
}

function claim(
  engine: Engine,
  named: Map<string, NamedSession>,
  id: string,
  mustExist: boolean,
): NamedSession {
  const known = named.get(id);
  if (known?.busy === true)
    throw new ClickhouseError(373, "SESSION_IS_LOCKED", `Session ${id} is locked by a concurrent client`);
  if (known === undefined && mustExist)
    throw new ClickhouseError(372, "SESSION_NOT_FOUND", "Session not found");
  const entry = known ?? { session: engine.openSession(), busy: false, expiry: null };
  if (entry.expiry !== null) clearTimeout(entry.expiry);
  entry.busy = true;
  named.set(id, entry);
  return entry;
}

function release(
  named: Map<string, NamedSession>,
  id: string,
  entry: NamedSession,
  timeoutSeconds: number,
): void {
  entry.busy = false;
  entry.expiry = setTimeout(() => {
    named.delete(id);
    entry.session.close();
  }, timeoutSeconds * 1000);
  entry.expiry.unref();
}
