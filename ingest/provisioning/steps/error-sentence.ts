/** USP error codes (TR-369, "Error Codes") in words that say what to do. */
import type { PathError } from "../data-model.ts";

const meanings: Readonly<Record<number, string>> = {
  7000: "the agent could not process the message",
  7001: "the agent does not know this message",
  7002: "the agent refuses the request",
  7003: "the agent had an internal error",
  7004: "the agent takes an argument for invalid",
  7005: "the agent has no room left",
  7006: "this controller may not do that",
  7010: "the agent does not have this parameter",
  7011: "the value has another type",
  7012: "the agent does not take this value",
  7013: "the parameter is read-only",
  7015: "the agent holds this object to exist already",
  7016: "there is no such object",
  7017: "the row could not be made",
  7018: "the row is none that can be made or deleted",
  7019: "rows of this table can't be made by a controller",
  7020: "the object could not be changed",
  7021: "a required parameter was refused",
  7022: "the command failed",
  7024: "rows of this table can't be deleted by a controller",
  7025: "a row with the same unique key is there already",
  7026: "the agent does not have this path",
  7027: "the same path matched twice",
  7030: "this controller's permissions changed meanwhile",
};

/** What a person can do about it, where there is something. */
const advice: Readonly<Record<number, string>> = {
  7005: "delete what is not needed",
  7006: "give it a role that may (Device.LocalAgent.ControllerTrust.)",
  7010: "move it to `optional`, or leave it out",
  7012: "see what the agent offers, or move it to `optional`",
  7025: "run again: somebody may have made it meanwhile",
};

/** The same with what to do. */
export function errorAdvice(error: PathError): string {
  const todo = advice[error.code];
  return todo === undefined ? errorSentence(error) : `${errorSentence(error)}: ${todo}`;
}

/** One refusal as a sentence, with the agent's own words at its end. */
export function errorSentence({ path, code, message }: PathError): string {
  const vendor = code >= 7800 && code <= 7999 ? "a code of the vendor's own" : "an unknown code";
  const where = path === "" ? "" : `${path}: `;
  const words = message === "" ? "" : `; the agent says: ${message.slice(0, 300)}`;
  return `${where}${meanings[code] ?? vendor} (${code}${words})`;
}
