/** Which stream a path's reports belong to: the same for all gateways, whatever their own part of the path. */
import type { HttpPath } from "./config.ts";

/** Null for a path that takes no reports. Templates are tried in order; levels below one become part of the stream. */
export function createStreams(paths: readonly HttpPath[]): (path: string) => string | null {
  const templates = paths.map(({ path, stream }) => ({ levels: levelsOf(path), stream: stream ?? path }));
  return (path) => {
    const levels = levelsOf(path);
    const template = templates.find(({ levels: wanted }) => fits(levels, wanted));
    if (template === undefined) return null;
    return [template.stream.replace(/\/+$/, ""), ...levels.slice(template.levels.length)].join("/");
  };
}

/** Without the empty ones at the end. */
const levelsOf = (path: string): readonly string[] => path.replace(/\/+$/, "").split("/");

const fits = (levels: readonly string[], wanted: readonly string[]): boolean =>
  levels.length >= wanted.length &&
  wanted.every((level, index) =>
    /^\{[a-z][a-z0-9_]*\}$/.test(level) ? levels[index] !== "" : level === levels[index],
  );
