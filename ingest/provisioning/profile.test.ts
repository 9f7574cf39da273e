import { expect, test } from "vitest";
import { admitProfile, type ProvisionableDefinition, type ProvisioningDefinition } from "./profile.ts";

const provisioning: ProvisioningDefinition = {
  name: "P",
  protocol: "MQTT",
  encodingType: "JSON",
  reportingIntervalSeconds: 10,
  settings: { "MQTT.Reference": "Device.MQTT.Client.1" },
  optional: {},
  subscriptions: [],
};
const definition = (
  more: Partial<ProvisioningDefinition> = {},
  other: Partial<ProvisionableDefinition> = {},
): ProvisionableDefinition => ({
  topic: "b/{id}",
  intervalMs: null,
  parameters: [{ name: "Hosts", reference: "Device.Hosts.Host.*." }],
  csv: null,
  provisioning: { ...provisioning, ...more },
  ...other,
});
const subscription = {
  id: "s",
  notifType: "Event",
  referenceList: ["Device.Boot!"],
  persistent: true,
  notifRetry: false,
} as const;

const mistakes: readonly { name: string; given: ProvisionableDefinition; want: readonly string[] }[] = [
  {
    name: "nothing about provisioning",
    given: definition({}, { provisioning: undefined }),
    want: ['profile b/{id} has no "provisioning": it can\'t be put on agents'],
  },
  {
    name: "no interval",
    given: definition({ reportingIntervalSeconds: undefined }),
    want: ['profile "P": reportingIntervalSeconds is missing, and so is intervalMs'],
  },
  {
    name: "two intervals",
    given: definition({}, { intervalMs: 5000 }),
    want: ['profile "P": reportingIntervalSeconds is 10, but intervalMs is 5000: they are one interval'],
  },
  {
    name: "half a second",
    given: definition({ reportingIntervalSeconds: undefined }, { intervalMs: 500 }),
    want: ['profile "P": intervalMs is 500, but agents take whole seconds'],
  },
  {
    name: "what provisioning sets itself, the topic, no client",
    given: definition({ settings: { Enable: "true", "MQTT.PublishTopic": "x" } }),
    want: [
      'profile "P": Enable is set by provisioning itself',
      'profile "P": MQTT.PublishTopic follows from the profile\'s topic: leave it out',
      'profile "P": settings need MQTT.Reference, because its protocol is MQTT',
    ],
  },
  {
    name: "HTTP without a URL",
    given: definition({ protocol: "HTTP" }),
    want: ['profile "P": settings need HTTP.URL, because its protocol is HTTP'],
  },
  {
    name: "a setting in both places",
    given: definition({ optional: { "MQTT.Reference": "x" } }),
    want: ['profile "P": MQTT.Reference is in settings and in optional: keep one'],
  },
  {
    name: "no parameters",
    given: definition({}, { parameters: [] }),
    want: ['profile "P": it has no parameters, so nothing would be reported'],
  },
  {
    name: "a subscription twice, with a comma",
    given: definition({ subscriptions: [subscription, { ...subscription, referenceList: ["a,b"] }] }),
    want: [
      'profile "P": subscription s is there twice',
      'profile "P": subscription s: a path has at most 256 characters and no comma',
    ],
  },
];

test.each(mistakes)("$name is a mistake", ({ given, want }) => {
  expect(admitProfile(given)).toEqual({ ok: false, mistakes: want });
});

test("a profile without mistakes takes its interval from where it is", () => {
  expect(admitProfile(definition())).toMatchObject({ ok: true, profile: { reportingIntervalSeconds: 10 } });
  const given = definition({ reportingIntervalSeconds: undefined }, { intervalMs: 60_000 });
  expect(admitProfile(given)).toMatchObject({ ok: true, profile: { reportingIntervalSeconds: 60 } });
});

test("an agent that writes CSV is told the separators that intake reads by", () => {
  const csv = { fieldSeparator: ";", rowSeparator: null, escapeCharacter: '"' };
  expect(admitProfile(definition({ encodingType: "CSV" }, { csv }))).toMatchObject({
    profile: {
      settings: {
        "CSVEncoding.FieldSeparator": ";",
        "CSVEncoding.EscapeCharacter": '"',
        "MQTT.Reference": "Device.MQTT.Client.1",
      },
    },
  });
  expect(admitProfile(definition({}, { csv }))).toMatchObject({
    profile: { settings: provisioning.settings },
  });
});
