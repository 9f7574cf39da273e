/**
 * What provisioning puts on an agent, from the same file that intake reads: a bulk-data profile (TR-181
 * `Device.BulkData.Profile.{i}.`) with its Parameter rows, and subscriptions (`Device.LocalAgent.Subscription.{i}.`).
 */
import type { NamedReference, ProfileDefinition } from "../config.ts";

/** A definition that may also say how to put it on agents. */
export interface ProvisionableDefinition extends ProfileDefinition {
  readonly provisioning?: ProvisioningDefinition | undefined;
}

/** Parameters below a row: `MQTT.Reference` to its value in TR-106's textual form. */
export type Settings = Readonly<Record<string, string>>;

export interface ProvisioningDefinition {
  /** `Profile.{i}.Name`: how the profile is found again. */
  readonly name: string;
  readonly protocol: "MQTT" | "HTTP";
  readonly encodingType: "JSON" | "CSV";
  /** Left out where the definition's `intervalMs` says it. */
  readonly reportingIntervalSeconds?: number | undefined;
  /** What the agent must take: `MQTT.Reference`, `HTTP.URL`, `JSONEncoding.ReportFormat`, ... */
  readonly settings: Settings;
  /** What the agent may refuse (`MQTT.PublishQoS`: error 7010 on OB-USP-AGENT): it is then left out. */
  readonly optional: Settings;
  readonly subscriptions: readonly Subscription[];
}

export interface Subscription {
  /** Unique for a controller; comes back as `subscription_id`. */
  readonly id: string;
  readonly notifType: "ValueChange" | "ObjectCreation" | "ObjectDeletion" | "OperationComplete" | "Event";
  readonly referenceList: readonly string[];
  /** Kept over a reboot of the gateway. */
  readonly persistent: boolean;
  /** The agent repeats until answered: only with a controller that answers (responder mode). */
  readonly notifRetry: boolean;
}

/** A profile without contradictions. */
export interface ProvisionedProfile extends Omit<ProvisioningDefinition, "reportingIntervalSeconds"> {
  /** The stream's id, which with MQTT is the topic with `{id}` for the gateway. */
  readonly topic: string;
  readonly reportingIntervalSeconds: number;
  readonly parameters: readonly NamedReference[];
}

export type AdmittedProfile =
  | { readonly ok: true; readonly profile: ProvisionedProfile }
  | { readonly ok: false; readonly mistakes: readonly string[] };

/** Checks what each value alone can't tell; every mistake is a sentence. */
export function admitProfile(definition: ProvisionableDefinition): AdmittedProfile {
  const { topic, parameters, provisioning } = definition;
  if (provisioning === undefined) {
    return { ok: false, mistakes: [`profile ${topic} has no "provisioning": it can't be put on agents`] };
  }
  const { reportingIntervalSeconds: own, ...rest } = provisioning;
  const seconds = own ?? (definition.intervalMs === null ? null : definition.intervalMs / 1000);
  const mistakes = [
    ...intervalMistakes(definition, seconds),
    ...settingMistakes(provisioning),
    ...parameterMistakes(parameters),
    ...subscriptionMistakes(provisioning.subscriptions),
  ].map((mistake) => `profile ${JSON.stringify(provisioning.name)}: ${mistake}`);
  if (mistakes.length > 0 || seconds === null) return { ok: false, mistakes };
  const settings = { ...csvSettings(definition), ...rest.settings };
  return { ok: true, profile: { ...rest, settings, topic, parameters, reportingIntervalSeconds: seconds } };
}

/** What the definition says of its CSV, so that the agent writes what intake reads. */
function csvSettings({ csv, provisioning }: ProvisionableDefinition): Settings {
  if (csv === null || provisioning?.encodingType !== "CSV") return {};
  return {
    "CSVEncoding.FieldSeparator": csv.fieldSeparator,
    ...(csv.rowSeparator === null ? {} : { "CSVEncoding.RowSeparator": csv.rowSeparator }),
    "CSVEncoding.EscapeCharacter": csv.escapeCharacter,
  };
}

function intervalMistakes(
  { intervalMs, provisioning }: ProvisionableDefinition,
  seconds: number | null,
): string[] {
  const own = provisioning?.reportingIntervalSeconds;
  if (seconds === null) return ["reportingIntervalSeconds is missing, and so is intervalMs"];
  if (own !== undefined && intervalMs !== null && own * 1000 !== intervalMs) {
    return [`reportingIntervalSeconds is ${own}, but intervalMs is ${intervalMs}: they are one interval`];
  }
  return Number.isInteger(seconds) && seconds >= 1
    ? []
    : [`intervalMs is ${intervalMs}, but agents take whole seconds`];
}

/** What provisioning sets by itself. */
const ownSettings = ["Enable", "Name", "Protocol", "EncodingType", "ReportingInterval", "TimeReference"];
/** Where a profile of this protocol sends; without it the agent has nowhere to. */
const destinations = { MQTT: "MQTT.Reference", HTTP: "HTTP.URL" } as const;

function settingMistakes({ name, protocol, settings, optional }: ProvisioningDefinition): string[] {
  const names = [...Object.keys(settings), ...Object.keys(optional)];
  const destination = destinations[protocol];
  return [
    ...(/^[^"[\]\p{Cc}]{1,255}$/u.test(name)
      ? []
      : ['its name must have 1 to 255 characters, none of them ", [ or ]']),
    ...names
      .filter((each) => ownSettings.includes(each))
      .map((each) => `${each} is set by provisioning itself`),
    ...(protocol === "MQTT" && names.includes("MQTT.PublishTopic")
      ? ["MQTT.PublishTopic follows from the profile's topic: leave it out"]
      : []),
    ...(settings[destination] === undefined
      ? [`settings need ${destination}, because its protocol is ${protocol}`]
      : []),
    ...Object.keys(settings)
      .filter((each) => each in optional)
      .map((each) => `${each} is in settings and in optional: keep one`),
  ];
}

/** TR-181: `Parameter.{i}.Name` has 64 characters, `Reference` 256. */
function parameterMistakes(parameters: readonly NamedReference[]): string[] {
  const texts = parameters.map(({ name, reference }) => JSON.stringify([name, reference]));
  return [
    ...(parameters.length === 0 ? ["it has no parameters, so nothing would be reported"] : []),
    ...parameters
      .filter(({ name, reference }) => name.length > 64 || reference.length > 256)
      .map(({ reference }) => `${reference}: a name has at most 64 characters, a reference 256`),
    ...texts.filter((text, index) => texts.indexOf(text) !== index).map((text) => `${text} is there twice`),
  ];
}

function subscriptionMistakes(subscriptions: readonly Subscription[]): string[] {
  const ids = subscriptions.map(({ id }) => id);
  return [
    ...ids.filter((id, index) => ids.indexOf(id) !== index).map((id) => `subscription ${id} is there twice`),
    ...subscriptions
      .filter(({ referenceList }) => referenceList.some((path) => path.length > 256 || path.includes(",")))
      .map(({ id }) => `subscription ${id}: a path has at most 256 characters and no comma`),
  ];
}
