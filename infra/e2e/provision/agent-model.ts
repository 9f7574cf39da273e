/**
 * The data model of a scripted agent, as OB-USP-AGENT 11.0.4 keeps it: `Device.BulkData.`, subscriptions, controllers and
 * MQTT clients; its defaults, its checks and its very words where it refuses (recorded from the real one).
 */

/** A refusal, with USP's code. */
export class Refusal extends Error {
  readonly code: number;

  constructor(code: number, message: string) {
    super(message);
    this.code = code;
  }
}

type Values = Record<string, string>;

/** Parameters of a new row, sub-objects included. Anything else is no parameter: error 7010. */
const profileDefaults: Values = {
  Enable: "false",
  Name: "",
  NumberOfRetainedFailedReports: "0",
  Protocol: "HTTP",
  EncodingType: "JSON",
  ReportingInterval: "86400",
  TimeReference: "0001-01-01T00:00:00Z",
  "JSONEncoding.ReportFormat": "NameValuePair",
  "JSONEncoding.ReportTimestamp": "Unix-Epoch",
  "HTTP.URL": "",
  "HTTP.Username": "",
  "HTTP.Password": "",
  "MQTT.Reference": "",
  "MQTT.PublishTopic": "",
};
const subscriptionDefaults: Values = {
  Enable: "false",
  ID: "",
  NotifType: "",
  ReferenceList: "",
  Persistent: "false",
  TimeToLive: "0",
  NotifRetry: "false",
  NotifExpiration: "0",
};
const parameterDefaults: Values = { Name: "", Reference: "" };

const profileTable = "Device.BulkData.Profile.";
const subscriptionTable = "Device.LocalAgent.Subscription.";
const maxProfiles = 5;

/** A row's table with `{i}` for numbers. */
const schemaOf = (path: string): string => path.replaceAll(/\.\d+(?=\.)/g, ".{i}");
const defaultsOf: Readonly<Record<string, Values>> = {
  [profileTable]: profileDefaults,
  "Device.BulkData.Profile.{i}.Parameter.": parameterDefaults,
  [subscriptionTable]: subscriptionDefaults,
};

export class AgentModel {
  /** Object path to its parameters; rows hold those of their sub-objects too (`MQTT.Reference`). */
  readonly objects = new Map<string, Values>();

  constructor(controllerIds: readonly string[]) {
    this.objects.set("Device.BulkData.", { Enable: "false" });
    this.objects.set("Device.MQTT.Client.1.", { Enable: "true" });
    controllerIds.forEach((EndpointID, index) =>
      this.objects.set(`Device.LocalAgent.Controller.${index + 1}.`, { EndpointID }),
    );
  }

  rows(table: string): readonly string[] {
    const pattern = /^\d+\.$/;
    return [...this.objects.keys()].filter(
      (path) => path.startsWith(table) && pattern.test(path.slice(table.length)),
    );
  }

  /** The controller's row, without its dot; null for a stranger. */
  controllerRow(id: string): string | null {
    const row = this.rows("Device.LocalAgent.Controller.").find(
      (each) => this.objects.get(each)?.["EndpointID"] === id,
    );
    return row?.slice(0, -1) ?? null;
  }

  /** Makes a row with its defaults; `controller` is who asks. */
  addRow(table: string, controller: string): string {
    const defaults = defaultsOf[schemaOf(table)];
    if (defaults === undefined) {
      throw table.startsWith("Device.MQTT.Client.") || table.startsWith("Device.LocalAgent.Controller.")
        ? new Refusal(7019, "USP_HOOK_DenyAddInstance: Cannot add instances to a read only table")
        : new Refusal(7026, `CheckPathProperties: Path (${table.slice(0, -1)}) does not exist in the schema`);
    }
    const parent = /^(Device\.BulkData\.Profile\.\d+\.)Parameter\.$/.exec(table)?.[1];
    if (parent !== undefined && !this.objects.has(parent)) {
      const words = "CheckPathProperties: Object exists in schema, but instances are invalid";
      throw new Refusal(7016, `${words}: ${table.slice(0, -1)}`);
    }
    const rows = this.rows(table);
    if (table === profileTable && rows.length >= maxProfiles) {
      const words = `Validate_AddBulkDataProfile: Only a maximum of ${maxProfiles} bulk data profiles supported`;
      throw new Refusal(7005, words);
    }
    const number = Math.max(0, ...rows.map((row) => Number(row.slice(table.length, -1)))) + 1;
    const path = `${table}${number}.`;
    const own: Values = parent === undefined ? { Alias: `cpe-${number}` } : {};
    if (table === profileTable) own["Controller"] = controller;
    if (table === subscriptionTable) own["Recipient"] = controller;
    this.objects.set(path, { ...own, ...defaults });
    return path;
  }

  /** Removes an object and all below it; what is not there is no error. */
  removeRow(path: string): boolean {
    const gone = [...this.objects.keys()].filter((each) => each.startsWith(path));
    for (const each of gone) this.objects.delete(each);
    return gone.length > 0;
  }

  /** Writes one parameter, or refuses. */
  write(object: string, param: string, value: string): void {
    const values = this.objects.get(object);
    if (values === undefined || values[param] === undefined || readOnly.has(param)) {
      throw new Refusal(7010, `DM_PRIV_GetNodeFromPath: Path is invalid: ${object}${param}`);
    }
    this.#check(object, param, value);
    values[param] = value;
  }

  #check(object: string, param: string, value: string): void {
    const path = `${object}${param}`;
    if (booleans.has(param) && !/^(true|false|0|1)$/.test(value)) {
      throw new Refusal(
        7011,
        `DM_PRIV_InitSetRequest: Expected a boolean for param=${path} (got '${value}')`,
      );
    }
    if (param === "ReportingInterval" && !/^\d+$/.test(value)) {
      throw new Refusal(7011, `DM_PRIV_InitSetRequest: Expected a uint32 for param=${path} (got '${value}')`);
    }
    const words = enumerations[param]?.(value) ?? null;
    if (words !== null) throw new Refusal(7012, words);
    if (param === "MQTT.Reference" && value !== "" && !this.objects.has(`${value}.`)) {
      const reference = `DM_ACCESS_ValidateReference: Reference (${value}) is not instantiated`;
      throw new Refusal(7012, reference);
    }
    if (object.startsWith(subscriptionTable)) this.#checkSubscription(object, param, value);
  }

  #checkSubscription(object: string, param: string, value: string): void {
    const values = this.objects.get(object) ?? {};
    if (param === "ReferenceList" && values["ReferenceList"] !== "" && values["ReferenceList"] !== value) {
      const words = "Validate_SubsRefList: ReferenceList parameter values must not be changed once assigned";
      throw new Refusal(7004, `${words} (current_value='${values["ReferenceList"]}')`);
    }
    if (param !== "ID") return;
    const other = this.rows(subscriptionTable).find((row) => {
      const theirs = this.objects.get(row) ?? {};
      return row !== object && theirs["ID"] === value && theirs["Recipient"] === values["Recipient"];
    });
    if (other === undefined) return;
    const instance = object.slice(subscriptionTable.length, -1);
    const words = `Validate_SubsID: Subscription ID (${value}) is already in use by ${other.slice(0, -1)}`;
    throw new Refusal(7025, `${words} (subs instance=${instance})`);
  }

  /** All objects as a GetResp resolves them: sub-objects apart, computed parameters added. */
  resolved(): ReadonlyMap<string, Values> {
    const all = new Map<string, Values>();
    for (const [path, values] of this.objects) {
      for (const [name, value] of Object.entries({ ...values, ...this.#computed(path) })) {
        const end = name.lastIndexOf(".") + 1;
        const object = path + name.slice(0, end);
        all.set(object, { ...all.get(object), [name.slice(end)]: value });
      }
    }
    return all;
  }

  #computed(path: string): Values {
    if (path === "Device.BulkData.") {
      return {
        Status: this.objects.get(path)?.["Enable"] === "true" ? "Enabled" : "Disabled",
        MinReportingInterval: "1",
        Protocols: "HTTP, USPEventNotif, MQTT",
        EncodingTypes: "JSON",
        ParameterWildCardSupported: "true",
        MaxNumberOfProfiles: String(maxProfiles),
        MaxNumberOfParameterReferences: "-1",
        ProfileNumberOfEntries: String(this.rows(profileTable).length),
      };
    }
    if (schemaOf(path) !== "Device.BulkData.Profile.{i}.") return {};
    return { ParameterNumberOfEntries: String(this.rows(`${path}Parameter.`).length) };
  }
}

const readOnly: ReadonlySet<string> = new Set(["Controller", "Recipient"]);
const booleans: ReadonlySet<string> = new Set(["Enable", "Persistent", "NotifRetry"]);
const notifTypes = ["ValueChange", "ObjectCreation", "ObjectDeletion", "OperationComplete", "Event"];

/** What a parameter may be: the agent's words where it is not, else null. */
const enumerations: Readonly<Record<string, (value: string) => string | null>> = {
  Protocol: (value) =>
    ["HTTP", "USPEventNotif", "MQTT"].includes(value)
      ? null
      : `Validate_BulkDataProtocol: Invalid or unsupported protocol (${value})`,
  EncodingType: (value) =>
    value === "JSON" ? null : "Validate_BulkDataEncodingType: Only EncodingType supported is 'JSON'",
  "JSONEncoding.ReportFormat": (value) =>
    value === "NameValuePair"
      ? null
      : "Validate_BulkDataReportFormat: Only JSON Report Format supported is 'NameValuePair'",
  "JSONEncoding.ReportTimestamp": (value) =>
    ["Unix-Epoch", "ISO-8601", "None"].includes(value)
      ? null
      : "Validate_BulkDataReportTimestamp: ReportTimestamp must be one of 'Unix-Epoch, 'ISO-8601' or 'None'",
  NotifType: (value) =>
    notifTypes.includes(value) ? null : `Validate_SubsNotifType: Invalid notification type (${value}).`,
};
