/** A step of a plan is one request: what it adds, sets or deletes. Here are its parts, and how differences become steps. */
import { type DataModel, sameValue } from "./data-model.ts";
import type { Settings } from "./profile.ts";

export const bulkData = "Device.BulkData.";
export const profileTable = "Device.BulkData.Profile.";
export const subscriptionTable = "Device.LocalAgent.Subscription.";
/** The row that an Add of the plan makes; the agent's answer names it. */
export const newProfile = "Device.BulkData.Profile.{i}.";

/** One parameter to write. `from` is its value now; null where it can't be read or the row is new. */
export interface Setting {
  readonly param: string;
  readonly value: string;
  readonly required: boolean;
  readonly from: string | null;
}

export interface ObjectSettings {
  /** A table's path in an Add, an object's in a Set. */
  readonly path: string;
  readonly settings: readonly Setting[];
}

/** Rows made, or parameters written. */
export interface Writing {
  readonly kind: "add" | "set";
  readonly objects: readonly ObjectSettings[];
}

/** One request. Objects are few: those of one profile. */
export type Step =
  | Writing
  | { readonly kind: "delete"; readonly paths: readonly string[]; readonly why: string };

/** Whether a row is this controller's. One without an owner is; one with an owner is not where we can't tell who we are. */
export const isOurs = (owner: string | null, us: string | null): boolean =>
  owner === null || owner === "" || (us !== null && sameValue(us, owner));

/** Said of a row of ours or not, where the agent keeps the answer to itself. */
export const unknownOwner = (row: string): string =>
  `${row} belongs to a controller, and the agent does not show which of its controllers we are: let this one read Device.LocalAgent.Controller.`;

export const toSettings = (values: Settings, required: boolean): readonly Setting[] =>
  Object.entries(values).map(([param, value]) => ({ param, value, required, from: null }));

/** Parameters that read back as nothing (TR-181: `HTTP.Password`); whether they are right can't be seen. */
export const isHidden = (param: string): boolean => /(^|\.)Password$/.test(param);

/** The settings of a row that say something else than wanted. An optional one that the agent does not have is left. */
export function differing(model: DataModel, row: string, settings: readonly Setting[]): readonly Setting[] {
  return settings.flatMap((setting) => {
    const from = model.value(row, setting.param);
    const leave = from === null ? !setting.required : sameValue(setting.value, from);
    return leave || isHidden(setting.param) ? [] : [{ ...setting, from }];
  });
}

/** Set what differs; nothing when nothing does. */
export function changes(model: DataModel, row: string, settings: readonly Setting[]): readonly Step[] {
  const different = differing(model, row, settings);
  return different.length === 0 ? [] : [{ kind: "set", objects: [{ path: row, settings: different }] }];
}

export const newRow = (path: string, settings: readonly Setting[]): Step => ({
  kind: "add",
  objects: [{ path, settings }],
});

export const deletion = (paths: readonly string[], why: string): readonly Step[] =>
  paths.length === 0 ? [] : [{ kind: "delete", paths, why }];
