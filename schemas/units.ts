/**
 * Numbers whose confusion would ship a wrong answer are branded; everything else is a plain `number`
 * whose name carries its unit (`timeoutMs`, `sizeBytes`).
 */
declare const brand: unique symbol;
type Brand<T, Name extends string> = T & { readonly [brand]: Name };

/** Milliseconds since 1970-01-01T00:00:00Z. */
export type EpochMs = Brand<number, "EpochMs">;
/** Received signal strength in dBm, a whole number (halves rounded down). TR-181 `SignalStrength`. */
export type Dbm = Brand<number, "Dbm">;

/** Names a number as an instant. The caller vouches for the unit. */
export const epochMs = (value: number): EpochMs => value as EpochMs;
/** Names a whole number as dBm. The caller vouches for the unit. */
export const dbm = (value: number): Dbm => value as Dbm;
