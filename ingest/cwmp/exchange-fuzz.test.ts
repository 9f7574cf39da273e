import fc from "fast-check";
import { expect, test } from "vitest";
import { XMLValidator } from "fast-xml-parser";
import { exchange, gistOf, informXml } from "./cwmp.fixture.ts";

const seeds = [
  informXml({
    events: ["1 BOOT", "2 PERIODIC"],
    parameters: {
      "InternetGatewayDevice.LANDevice.1.Hosts.Host.1.MACAddress": "02:00:00:00:00:01",
      "Device.DeviceInfo.UpTime": '<Value xsi:type="xsd:unsignedInt">5</Value>',
      "Device.X": "<Value><![CDATA[<x>]]></Value>",
    },
  }),
  "<Envelope><Body><GetRPCMethods/></Body></Envelope>",
  "<Envelope><Body><TransferComplete/></Body></Envelope>",
];

/** Pieces of XML and of CWMP, so that what is mutated is often still both. */
const piece = fc.constantFrom(
  ..."< > / & ; \" ' = : <a> </a> <!-- --> <![CDATA[ ]]> <?xml ?> <!DOCTYPE <!ENTITY &lt; &#0; &#x110000; xmlns= xmlns:a=''".split(
    " ",
  ),
  ..."__proto__ constructor toString Inform Body Envelope Fault Name Value EventCode".split(" "),
  "\0",
  "\ud800",
  "\ufeff",
);
const mutated = fc
  .tuple(
    fc.constantFrom(...seeds),
    fc.array(fc.tuple(fc.nat(), fc.nat(20), fc.oneof(piece, fc.string({ maxLength: 5 }))), {
      minLength: 1,
      maxLength: 5,
    }),
  )
  .map(([seed, changes]) =>
    changes.reduce((text, [at, cut, insert]) => {
      const place = at % (text.length + 1);
      return text.slice(0, place) + insert + text.slice(place + cut);
    }, seed),
  );

test("mutated messages: an answer that is XML, one fate, no throw", () => {
  fc.assert(
    fc.property(fc.oneof(mutated, fc.string(), fc.uint8Array({ maxLength: 300 })), (body) => {
      const result = exchange(body);
      expect(gistOf(result)).toMatch(/^(?:204 nothing|200 (?:\w+Response|800[034]) \w+)/);
      if (result.answer.body !== undefined) expect(XMLValidator.validate(result.answer.body)).toBe(true);
      if (result.outcome?.kind !== "produced") return;
      for (const event of result.outcome.events) expect(event).toMatchObject({ source: "cwmp", tables: [] });
    }),
    { numRuns: 3000 },
  );
});

test("truncated at every byte: a fault, never an event of what is there", () => {
  const bytes = Buffer.from(seeds[0] ?? "");
  for (let length = 8; length < bytes.length; length += 1)
    expect(gistOf(exchange(bytes.subarray(0, length)))).toMatch(/^200 8003 xml_/);
});
