/**
 * From what is there and what is wanted to what has to be done. Pure: the same answers of an agent give the same plan,
 * and a plan of an agent that has everything is empty, which is what makes a second run change nothing.
 *
 * A profile is found by its Name, which is not unique in TR-181: of several of this controller the first is kept, the
 * others are deleted, or every report would come twice.
 */
import { toObjectPath } from "#proto/path.ts";
import { type DataModel, sameValue } from "./data-model.ts";
import { planSubscriptions } from "./plan-subscriptions.ts";
import type { ProvisionedProfile, Settings } from "./profile.ts";
import {
  bulkData,
  changes,
  deletion,
  differing,
  isHidden,
  isOurs,
  newProfile,
  newRow,
  profileTable,
  type Setting,
  type Step,
  subscriptionTable,
  toSettings,
  unknownOwner,
} from "./step.ts";

export interface Wanted {
  readonly profile: ProvisionedProfile;
  /** Where the gateway is to publish; null for HTTP. */
  readonly publishTopic: string | null;
  /** Null: the agent's own, random phase. */
  readonly timeReference: string | null;
  /** Our own endpoint id, to tell our rows from those of other controllers. */
  readonly controllerId: string;
}

export type Plan =
  | { readonly ok: true; readonly steps: readonly Step[]; readonly notes: readonly string[] }
  /** Nothing is done: it could not work. */
  | { readonly ok: false; readonly sentence: string };

/** The paths that a plan is made from. */
export const readPaths = (profile: ProvisionedProfile): readonly string[] => [
  bulkData,
  controllerIds,
  ...(profile.subscriptions.length > 0 ? [subscriptionTable] : []),
];

const controllerTable = "Device.LocalAgent.Controller.";
const controllerIds = `${controllerTable}*.EndpointID`;

export function planProvisioning(model: DataModel, wanted: Wanted): Plan {
  const us = ourRow(model, wanted.controllerId);
  const found = findProfile(model, wanted.profile.name, us);
  if (typeof found === "string") return { ok: false, sentence: found };
  const refusal = whyImpossible(model, wanted.profile, found.kept === null);
  if (refusal !== null) return { ok: false, sentence: refusal };
  const subscriptions = planSubscriptions(model, wanted.profile.subscriptions, us);
  if (!subscriptions.ok) return subscriptions;
  const row = found.kept ?? newProfile;
  const settings = profileSettings(wanted);
  const steps: Step[] = [
    ...deletion(found.surplus, `another profile named ${JSON.stringify(wanted.profile.name)}`),
    ...(found.kept === null
      ? [newRow(profileTable, [{ param: "Enable", value: "false", required: true, from: null }, ...settings])]
      : changes(model, found.kept, settings)),
    ...parameterRows(model, row, wanted.profile.parameters),
    ...subscriptions.steps,
    ...enabling(model, row),
  ];
  return { ok: true, steps, notes: found.kept === null ? [] : leftOut(model, found.kept, settings) };
}

/** Our row of the agent's controllers, without its dot; null where we may not see it. */
function ourRow(model: DataModel, controllerId: string): string | null {
  const row = model.rows(controllerTable).find((each) => model.value(each, "EndpointID") === controllerId);
  return row === undefined ? null : row.slice(0, -1);
}

interface FoundProfile {
  readonly kept: string | null;
  readonly surplus: readonly string[];
}

/** Rows of this name; a sentence where they are another controller's. */
function findProfile(model: DataModel, name: string, us: string | null): FoundProfile | string {
  const rows = model.rows(profileTable).filter((row) => model.value(row, "Name") === name);
  const foreign = rows.find((row) => !isOurs(model.value(row, "Controller"), us));
  if (foreign === undefined) return { kept: rows[0] ?? null, surplus: rows.slice(1) };
  if (us === null) return unknownOwner(foreign);
  const owner = model.value(foreign, "Controller");
  const id = model.value(toObjectPath(owner ?? ""), "EndpointID") ?? owner;
  return `${foreign} is named ${JSON.stringify(name)} and belongs to controller ${id}: provision as that controller, or choose another name`;
}

function whyImpossible(model: DataModel, profile: ProvisionedProfile, isNew: boolean): string | null {
  const error = model.errorAt(bulkData);
  if (error !== null) return `the agent has no ${bulkData} to offer us (${error.code}: ${error.message})`;
  const lacks = (list: string, value: string): boolean => {
    const offered = model.value(bulkData, list);
    return offered !== null && !offered.split(",").some((each) => each.trim() === value);
  };
  const offer = (list: string): string => `(${bulkData}${list}: ${model.value(bulkData, list)})`;
  if (lacks("Protocols", profile.protocol)) {
    return `the agent does not report by ${profile.protocol} ${offer("Protocols")}`;
  }
  if (lacks("EncodingTypes", profile.encodingType)) {
    return `the agent does not encode reports as ${profile.encodingType} ${offer("EncodingTypes")}`;
  }
  const least = Number(model.value(bulkData, "MinReportingInterval") ?? 0);
  if (profile.reportingIntervalSeconds < least) {
    return `the agent reports every ${least} s at most, ${profile.reportingIntervalSeconds} s are wanted ${offer("MinReportingInterval")}`;
  }
  const most = Number(model.value(bulkData, "MaxNumberOfProfiles") ?? -1);
  const count = model.rows(profileTable).length;
  if (isNew && most >= 0 && count >= most) {
    return `the agent has ${count} profiles and takes no more ${offer("MaxNumberOfProfiles")}: delete one`;
  }
  const wildcard = profile.parameters.find(({ reference }) => reference.includes("*"));
  if (wildcard !== undefined && says(model, bulkData, "ParameterWildCardSupported", "false")) {
    return `the agent takes no wildcards, as in ${wildcard.reference} ${offer("ParameterWildCardSupported")}`;
  }
  return null;
}

/** Whether a boolean is there and is so, in either of its forms. */
const says = (model: DataModel, object: string, parameter: string, wanted: "true" | "false"): boolean =>
  sameValue(wanted, model.value(object, parameter) ?? "");

/** What the profile's row should say, but for Enable. */
function profileSettings({ profile, publishTopic, timeReference }: Wanted): readonly Setting[] {
  const required: Settings = {
    Name: profile.name,
    Protocol: profile.protocol,
    EncodingType: profile.encodingType,
    ReportingInterval: String(profile.reportingIntervalSeconds),
    ...(publishTopic === null ? {} : { "MQTT.PublishTopic": publishTopic }),
    ...profile.settings,
  };
  const optional: Settings = {
    ...profile.optional,
    ...(timeReference === null ? {} : { TimeReference: timeReference }),
  };
  return [...toSettings(required, true), ...toSettings(optional, false)];
}

function leftOut(model: DataModel, row: string, settings: readonly Setting[]): readonly string[] {
  return settings.flatMap(({ param, required }) => {
    if (isHidden(param)) return [`${param} can't be read back: it is what it was made with`];
    const isMissing = !required && model.value(row, param) === null;
    return isMissing ? [`${param} is left out: the agent does not have it`] : [];
  });
}

/** Each reference once, and no others: one that is there twice doubles every key of the report, an excluded one takes them out. */
function parameterRows(
  model: DataModel,
  profile: string,
  parameters: ProvisionedProfile["parameters"],
): readonly Step[] {
  const table = `${profile}Parameter.`;
  const missing = [...parameters];
  const surplus = model.rows(table).filter((row) => {
    const at = missing.findIndex(
      ({ name, reference }) =>
        (model.value(row, "Name") ?? "") === name && model.value(row, "Reference") === reference,
    );
    if (at < 0 || says(model, row, "Exclude", "true")) return true;
    missing.splice(at, 1);
    return false;
  });
  const objects = missing.map(({ name, reference }) => ({
    path: table,
    settings: toSettings({ ...(name === "" ? {} : { Name: name }), Reference: reference }, true),
  }));
  return [
    ...deletion(surplus, "a reference that is not in the profile, or is there twice"),
    ...(objects.length === 0 ? [] : [{ kind: "add" as const, objects }]),
  ];
}

/** Nothing is reported until both are true (TR-181; both are false by default). */
function enabling(model: DataModel, profile: string): readonly Step[] {
  const objects = [bulkData, profile].flatMap((path) => {
    const [setting] = differing(model, path, toSettings({ Enable: "true" }, true));
    if (setting === undefined) return [];
    return [{ path, settings: [path === newProfile ? { ...setting, from: "false" } : setting] }];
  });
  return objects.length === 0 ? [] : [{ kind: "set", objects }];
}
