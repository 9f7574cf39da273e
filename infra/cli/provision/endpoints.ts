/** The endpoints to provision: those named on the command line, and those of a file, one a line. */
import { parseEndpointId } from "#proto/endpoint-id.ts";
import { Complaint } from "../complaint.ts";
import { readText } from "./profile-file.ts";

/** Each once, in order. Blank lines and lines that begin with # count for nothing. */
export function listEndpoints(named: readonly string[], file: string | undefined): readonly string[] {
  const listed = file === undefined ? [] : readText(file).split(/\r?\n/);
  const lines = listed.map((line) => line.trim());
  const wrong = lines.findIndex((line) => isEntry(line) && parseEndpointId(line) === null);
  if (wrong >= 0)
    throw new Complaint(`${file}, line ${wrong + 1}: ${lines[wrong]?.slice(0, 80)} is no endpoint id`);
  return [...new Set([...named, ...lines.filter(isEntry)])];
}

const isEntry = (line: string): boolean => line !== "" && !line.startsWith("#");
