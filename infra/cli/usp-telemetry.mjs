#!/usr/bin/env node
import { runProgram } from "../launch.mjs";

process.exitCode = await runProgram("infra/cli/main.ts", process.argv.slice(2));
