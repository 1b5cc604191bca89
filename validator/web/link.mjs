// Links that fill the checker: #check?v=1&address=… They are made by Python, and read here, before
// Python is there.

/** All that a link may hold. A password in a link is never read, wherever it comes from. */
const LINKED = [
  "user_name",
  "address",
  "authentication",
  "domain",
  "port",
  "from_email_address",
  "reply_to_email_address",
  "encryption",
  "edition",
  "hosting",
  "sendgrid_api_key",
  "app_domain",
];

const START = "#check?";

export const isLink = (hash) => hash.startsWith(START);

/** The values by name, blank where the link has none. Any version is read as far as it is known. */
export function readLink(hash) {
  const given = new URLSearchParams(hash.slice(START.length));
  return Object.fromEntries(LINKED.map((name) => [name, given.getAll(name).at(-1) ?? ""]));
}
