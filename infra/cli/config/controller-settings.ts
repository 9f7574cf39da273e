/** What the bridge is among the controllers of its broker: a part of the table in `settings.ts`. */
import { choice, list, optional, type Part, setting, type ValueKind } from "./setting.ts";
import { z } from "zod";

const bridge: readonly Part[] = ["bridge"];

/** What a Record's to_id can be (TR-369 R-ARC.5; real ones keep to no syntax). */
const endpointId: ValueKind<string> = {
  name: "USP endpoint id",
  schema: z.string().regex(/^\P{Cc}{1,256}$/u, "must have 1 to 256 characters and no control character"),
  fromText: (value) => value,
};

export const controllerSettings = {
  mode: setting(
    "USP_MODE",
    "intake.mode",
    choice("tap", "responder"),
    "tap",
    bridge,
    "`tap` listens beside the agents' controllers and never answers; `responder` is a controller of its own and answers Notifies.",
  ),
  controllerEndpoint: setting(
    "USP_CONTROLLER_ENDPOINT",
    "intake.controllerEndpoint",
    optional(endpointId),
    { value: null, text: "none" },
    bridge,
    "The responder's own endpoint id: what agents' subscriptions have as their recipient. No other controller may have it.",
  ),
  controllers: setting(
    "USP_CONTROLLERS",
    "intake.controllers",
    optional(list),
    { value: null, text: "all for a tap, none for a responder" },
    bridge,
    "Endpoint ids of the controllers whose Notifies count; a responder's own always do.",
  ),
};
