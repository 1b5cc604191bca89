// Python's answers for tests, without irrelevant details.

/** @import { Answer, Finding, Judgement, Report, Severity } from "../../../validator/web/types.d.ts" */

/**
 * @param {string} field
 * @param {Severity} severity
 * @returns {Finding}
 */
export const finding = (field, severity) => {
  const code = field.toUpperCase();
  return { field, instance_field: null, severity, code, message: "", fix: null, alternative: null, url: `findings/${code}/` };
};

/**
 * @param {Report["verdict"]} verdict
 * @param {Finding[]} findings
 * @returns {Judgement}
 */
export const judgement = (verdict, findings = []) => ({
  report: { verdict, findings, provider: null, settings: {}, to_fill_in: [] },
  conversation: { steps: [] },
  payload: null,
});

/**
 * @param {number} version
 * @param {Report["verdict"]} verdict
 * @param {Finding[]} findings
 * @returns {Answer}
 */
export const answerOf = (version, verdict = "ready", findings = []) => {
  return { version, format: "json", hidden: true, ...judgement(verdict, findings) };
};

/** Let all settled promises take effect. */
export const settle = async () => {
  for (let turn = 0; turn < 20; turn += 1) await null;
};

/**
 * Assert that a value exists, and return it.
 *
 * @template T
 * @param {T | null | undefined} value
 * @returns {T}
 */
export function known(value) {
  if (value === null || value === undefined) throw new Error("Nothing is there.");
  return value;
}
