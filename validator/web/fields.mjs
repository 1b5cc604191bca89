// The names of all values, as the bridge expects them.

/** @import { Finding, Values } from "./types.d.ts" */

/** The values that are checked: Forem's fields, and the encryption that the provider names. */
export const SETTINGS = [
  "user_name",
  "password",
  "address",
  "authentication",
  "domain",
  "port",
  "from_email_address",
  "reply_to_email_address",
  "encryption",
];

/** What is known about this Forem. */
export const INSTANCE = ["edition", "hosting", "sendgrid_api_key", "app_domain", "community_name"];

/**
 * The name of the control that a finding is about: what is wrong isn't always a setting.
 *
 * @param {Pick<Finding, "field" | "instance_field">} finding
 */
export const placeOf = ({ field, instance_field: name }) => name ?? field;

/**
 * The value of a field that no one has touched.
 *
 * @param {string} name
 */
export const untouched = (name) => (name === "edition" ? "current" : "");

/**
 * The values as the bridge expects them.
 *
 * @param {Values} values
 */
export function request(values) {
  const pick = (/** @type {string[]} */ names) =>
    Object.fromEntries(names.map((name) => [name, values[name] ?? ""]));
  const forem = pick(INSTANCE);
  return {
    settings: pick(SETTINGS),
    forem: { ...forem, sendgrid_api_key: forem.sendgrid_api_key !== "" },
  };
}
