// Where the values in the form came from, and what there is to choose, according to a text that was read.

/** @import { Origin, ParseResult, Preset, ServerRead, Values } from "./types.d.ts" */

/**
 * Where the value of the field `name` came from, and how to show it; `null` if it's neither from the text nor from the list
 * of providers. The same value may be in several places: what belongs to the server in the form counts first. `presets`
 * are what the list of providers added, by address.
 *
 * @param {Pick<ParseResult, "settings" | "origins" | "seen" | "candidates" | "candidate_origins" | "shown" | "servers">} reading
 * @param {Record<string, Preset>} presets
 * @param {string} name
 * @param {Values} values
 * @returns {Origin | null}
 */
export function originOf(reading, presets, name, values) {
  const value = values[name] ?? "";
  if (!value) return null;
  const own = serverOf(reading, values.address) ?? reading;
  if (own.settings[name] === value) return { origin: own.origins[name] ?? "", shown: own.seen[name] ?? "" };
  const preset = presets[values.address ?? ""];
  if (preset?.values[name] === value) return { origin: `list of providers, ${preset.label}`, shown: value };
  const place = reading.candidates[name]?.indexOf(value) ?? -1;
  if (place < 0) return null;
  return { origin: reading.candidate_origins[name]?.[place] ?? "", shown: reading.shown[name]?.[place] ?? "" };
}

/**
 * The server with this address, if the text has several.
 *
 * @param {Pick<ParseResult, "servers">} reading
 * @param {string} [address]
 * @returns {ServerRead | undefined}
 */
export function serverOf({ servers }, address) {
  return servers.find(({ settings }) => settings.address === address);
}

/**
 * The fields to choose a value for. What comes along with a server is no choice of its own.
 *
 * @param {Pick<ParseResult, "candidates" | "servers">} reading
 */
export function fieldsToChoose({ candidates, servers }) {
  const comesAlong = (/** @type {string} */ name) =>
    name !== "address" && candidates[name].every((value) => servers.some(({ settings }) => settings[name] === value));
  return Object.keys(candidates).filter((name) => !comesAlong(name));
}

/**
 * The changes that put a server with all its values into the form. What came from elsewhere in the text, or from the list
 * of providers, and isn't this server's is emptied; other input stays.
 *
 * @param {Parameters<typeof originOf>[0]} reading
 * @param {Record<string, Preset>} presets
 * @param {ServerRead} server
 * @param {Values} values what is in the form
 * @returns {Values}
 */
export function changesFor(reading, presets, server, values) {
  const stale = Object.keys(values).filter((name) => originOf(reading, presets, name, values));
  return { ...Object.fromEntries(stale.map((name) => [name, ""])), ...server.settings };
}
