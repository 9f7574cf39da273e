/** Whom to forget, and how the list of those who were names them. */
import { createHmac } from "node:crypto";
import { type MacAddress, parseMacAddress } from "#schemas/ids.ts";
import { Complaint } from "../complaint.ts";

export type Subject =
  | { readonly kind: "home"; readonly homeId: string }
  | { readonly kind: "mac"; readonly mac: MacAddress };

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
export const nameOf = (subject: Subject): string =>
  subject.kind === "home" ? `home ${subject.homeId}` : `address ${subject.mac}`;
