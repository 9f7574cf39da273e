/** Whom to forget, and how the list of those who were names them. */
import { createHmac } from "node:crypto";
import type { PseudonymEpoch } from "#ingest/pseudonyms/epochs.ts";
import { createTextMapping } from "#ingest/pseudonyms/text-mapping.ts";
import { type MacAddress, parseMacAddress } from "#schemas/ids.ts";
import { Complaint } from "../complaint.ts";

export type Subject =
  | { readonly kind: "home"; readonly homeId: string }
  | {
      readonly kind: "mac";
      readonly mac: MacAddress;
      /** Of a pseudonym: whose key made it. */
      readonly epoch?: string;
    };

/** An address and all its pseudonyms; what is in the tables may be any of them. Others are alone. */
export function withPseudonyms(subject: Subject, epochs: readonly PseudonymEpoch[]): readonly Subject[] {
  if (subject.kind === "home") return [subject];
  const { mac } = subject;
  const pseudonyms = epochs.map((epoch): Subject => {
    const pseudonym = createTextMapping(epoch, () => null).mac(mac) as MacAddress;
    return { kind: "mac", mac: pseudonym, epoch: epoch.id };
  });
  return [subject, ...pseudonyms];
}

/** Those under whose keys there are pseudonyms, and whose key is not there. */
export const unknownEpochs = (
  present: readonly string[],
  known: readonly PseudonymEpoch[],
): readonly string[] => present.filter((id) => !known.some((epoch) => epoch.id === id));

/** From the command line: a home's id, or the address of a station or host. Complains of both, of neither and of no address. */
export function parseSubject(home: string | undefined, mac: string | undefined): Subject {
  if (home !== undefined && mac !== undefined)
    throw new Complaint("A home and --mac are two to forget: one after the other");
  if (mac !== undefined) {
    const address = parseMacAddress(mac);
    if (address === null) throw new Complaint(`--mac ${mac} is no address of a device: aa:bb:cc:dd:ee:ff`);
    return { kind: "mac", mac: address };
  }
  if (home === undefined || home === "")
    throw new Complaint("Whom to forget is missing: a home's id, or --mac MAC");
  return { kind: "home", homeId: home };
}

/** As `forgotten` has it, in hex. Kind and subject are hashed apart: a home may be named as an address is. */
export const hashOf = (subject: Subject, key: string): string =>
  createHmac("sha256", key)
    .update(`${subject.kind} ${idOf(subject)}`)
    .digest("hex");

const idOf = (subject: Subject): string => (subject.kind === "home" ? subject.homeId : subject.mac);

/** For a sentence. */
export function nameOf(subject: Subject): string {
  if (subject.kind === "home") return `home ${subject.homeId}`;
  const { mac, epoch } = subject;
  return epoch === undefined ? `address ${mac}` : `address ${mac} (its pseudonym of epoch ${epoch})`;
}
