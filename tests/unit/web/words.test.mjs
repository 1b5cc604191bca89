// Small functions that need no page: links, lists, labels, and the encryption that goes with a port.

import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { test } from "node:test";

import { counted, listed } from "../../../validator/web/dom.mjs";
import { INSTANCE, request, SETTINGS } from "../../../validator/web/fields.mjs";
import { fixLabel } from "../../../validator/web/views/finding.mjs";
import { isLink, LINKED, readLink, withoutFragment } from "../../../validator/web/link.mjs";
import { encryptionByPort } from "../../../validator/web/views/paste.mjs";
import { following, stops } from "../../../validator/web/views/verdict-bar.mjs";
import { progressText } from "../../../validator/web/worker-client.mjs";
import { finding } from "./samples.mjs";

test("a link may hold what was published, and nothing else", () => {
  const links = readFileSync(new URL("../../golden/links.txt", import.meta.url), "utf8").trim().split("\n");
  const published = links.flatMap((link) => [...new URLSearchParams(link.split("?")[1]).keys()]);
  assert.deepEqual(new Set([...LINKED, "v"]), new Set(published));
  assert.ok(!LINKED.includes("password"));
});

test("a link is read: the last of several values, none of a password, nothing unknown", () => {
  const hash = "#check?v=1&port=25&port=587&user_name=a%2Bb%40c+d&password=secret&color=red";
  assert.ok(isLink(hash));
  assert.ok(!isLink("#port"));
  const values = readLink(hash);
  assert.equal(values.port, "587");
  assert.equal(values.user_name, "a+b@c d");
  assert.equal(values.address, "");
  assert.ok(!("password" in values) && !("color" in values));
  assert.ok(!JSON.stringify(values).includes("secret"));
});

test("an address without its fragment leads to the same page, whatever its path begins with", () => {
  for (const page of ["https://a.example/", "https://a.example//b.example/checker/?q=1", "file:///srv/site/"]) {
    assert.equal(withoutFragment(`${page}#check?v=1&port=587`), page);
    assert.equal(new URL(withoutFragment(page), "https://a.example/checker/").href, page);
  }
});

test("a request has every field, empty where nothing is known", () => {
  const { settings, forem } = request({ port: "587", hosting: "aws" });
  assert.deepEqual(Object.keys(settings), SETTINGS);
  assert.deepEqual(Object.keys(forem), INSTANCE);
  assert.deepEqual([settings.port, settings.address], ["587", ""]);
  assert.deepEqual(forem, {
    edition: "",
    hosting: "aws",
    sendgrid_api_key: false,
    app_domain: "",
    community_name: "",
  });
});

test("words are listed", () => {
  assert.equal(listed([]), "");
  assert.equal(listed(["one"]), "one");
  assert.equal(listed(["one", "two"]), "one and two");
  assert.equal(listed(["one", "two", "three"]), "one, two and three");
});

test("things are counted", () => {
  assert.deepEqual(
    [0, 1, 2].map((number) => counted(number, "error")),
    ["0 errors", "1 error", "2 errors"],
  );
});

const LABELS = new Map(Object.entries({ port: "Port", domain: "Domain", password: "Password", encryption: "Encryption", user_name: "User name" }));
const FORM = {
  label: (/** @type {string} */ name) => LABELS.get(name) ?? "",
  word: (/** @type {string} */ name, /** @type {string} */ value) =>
    name === "encryption" && value === "implicit" ? "implicit TLS" : value,
};

test("a fix is named by what it does", () => {
  assert.equal(fixLabel(FORM, { port: "587" }), "Set Port to 587");
  assert.equal(fixLabel(FORM, { domain: "" }), "Clear Domain");
  assert.equal(fixLabel(FORM, { port: "587", domain: "" }), "Set Port to 587 and clear Domain");
  assert.equal(fixLabel(FORM, { encryption: "implicit" }), "Set Encryption to implicit TLS");
});

test("a password is never written out in the name of a fix", () => {
  assert.equal(fixLabel(FORM, { password: "secret" }), "Fix Password");
  assert.equal(fixLabel(FORM, { port: "587", password: "secret" }), "Fix Port and Password");
});

const reading = (/** @type {string} */ port, /** @type {Record<string, string>} */ stated) => ({ port_encryption: stated, settings: { port } });

test("encryption follows a port when the text says it of ports", () => {
  const change = encryptionByPort(reading("587", { 587: "starttls", 465: "implicit" }), { port: "587", encryption: "starttls" }, false);
  assert.deepEqual(change("465"), { encryption: "implicit" });
  assert.deepEqual(change("587"), { encryption: "starttls" });
  assert.deepEqual(change("2525"), { encryption: "" });
});

test("encryption stays when the text doesn't say it of ports", () => {
  const change = encryptionByPort(reading("587", {}), { port: "587", encryption: "starttls" }, false);
  assert.deepEqual(change("465"), {});
});

test("encryption that a provider's list filled in goes with its port alone", () => {
  const change = encryptionByPort(reading("587", {}), { port: "587", encryption: "starttls" }, true);
  assert.deepEqual(change("587"), { encryption: "starttls" });
  assert.deepEqual(change("465"), { encryption: "" });
});

test("a start says how much has arrived of how much, if that is known", () => {
  const said = (/** @type {Parameters<typeof progressText>[0]} */ progress) =>
    progressText(progress).replace("Getting the checker ready: ", "");
  assert.equal(said({ part: 1_230_000, whole: 2_590_000 }), "1.2 of 2.6 MB");
  assert.equal(said({ part: 0, whole: 2_590_000 }), "0.0 of 2.6 MB");
  assert.equal(said({ percent: 0 }), "0%");
  assert.equal(said({}), "loading …");
  assert.equal(said({ isLoaded: true }), "starting …");
});

test("the bar leads to what is wrong or to be filled in, in the form's order, and begins again", () => {
  const fields = ["encryption", "user_name", "password", "port", "hosting"];
  const shown = [finding("port", "warning"), finding("encryption", "advice")];
  const waiting = ["hosting", "user_name"];
  assert.deepEqual(stops(fields, { shown, waiting, state: "errors" }), ["port"]);
  const found = stops(fields, { shown, waiting, state: "unfinished" });
  assert.deepEqual(found, ["user_name", "port", "hosting"]);
  assert.equal(following(found, fields, ""), "user_name");
  assert.equal(following(found, fields, "password"), "port");
  assert.equal(following(found, fields, "port"), "hosting");
  assert.equal(following(found, fields, "hosting"), "user_name");
});
