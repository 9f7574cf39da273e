#!/usr/bin/env node
import { runUspTelemetry } from "../launch.mjs";

process.exitCode = await runUspTelemetry(process.argv.slice(2));
