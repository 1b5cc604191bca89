// Small functions that need no page: links, lists, labels, and the encryption for a port.

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

test("links have exactly the published names", () => {
  const links = readFileSync(new URL("../../golden/links.txt", import.meta.url), "utf8").trim().split("\n");
  const published = links.flatMap((link) => [...new URLSearchParams(link.split("?")[1]).keys()]);
  assert.deepEqual(new Set([...LINKED, "v"]), new Set(published));
  assert.ok(!LINKED.includes("password"));
});

test("a link's last value counts; passwords and unknown names are ignored", () => {
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

test("removing the fragment keeps the address, whatever its path starts with", () => {
  for (const page of ["https://a.example/", "https://a.example//b.example/checker/?q=1", "file:///srv/site/"]) {
    assert.equal(withoutFragment(`${page}#check?v=1&port=587`), page);
    assert.equal(new URL(withoutFragment(page), "https://a.example/checker/").href, page);
  }
});

test("a request has every field, empty if unknown", () => {
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

test("lists of words", () => {
  assert.equal(listed([]), "");
  assert.equal(listed(["one"]), "one");
  assert.equal(listed(["one", "two"]), "one and two");
  assert.equal(listed(["one", "two", "three"]), "one, two and three");
});

test("counted nouns", () => {
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

test("a fix is named after what it does", () => {
  assert.equal(fixLabel(FORM, { port: "587" }), "Set Port to 587");
  assert.equal(fixLabel(FORM, { domain: "" }), "Clear Domain");
  assert.equal(fixLabel(FORM, { port: "587", domain: "" }), "Set Port to 587 and clear Domain");
  assert.equal(fixLabel(FORM, { encryption: "implicit" }), "Set Encryption to implicit TLS");
});

test("the name of a fix never contains a password", () => {
  assert.equal(fixLabel(FORM, { password: "secret" }), "Fix Password");
  assert.equal(fixLabel(FORM, { port: "587", password: "secret" }), "Fix Port and Password");
});

const reading = (/** @type {string} */ port, /** @type {Record<string, string>} */ stated) => ({ port_encryption: stated, settings: { port } });

test("encryption follows a port if the text states it by port", () => {
  const change = encryptionByPort(reading("587", { 587: "starttls", 465: "implicit" }), { port: "587", encryption: "starttls" }, false);
  assert.deepEqual(change("465"), { encryption: "implicit" });
  assert.deepEqual(change("587"), { encryption: "starttls" });
  assert.deepEqual(change("2525"), { encryption: "" });
});

test("encryption stays if the text doesn't state it by port", () => {
  const change = encryptionByPort(reading("587", {}), { port: "587", encryption: "starttls" }, false);
  assert.deepEqual(change("465"), {});
});

test("encryption from the list of providers is removed with its port", () => {
  const change = encryptionByPort(reading("587", {}), { port: "587", encryption: "starttls" }, true);
  assert.deepEqual(change("587"), { encryption: "starttls" });
  assert.deepEqual(change("465"), { encryption: "" });
});

test("the progress of a start shows the loaded and total size, if known", () => {
  const text = (/** @type {Parameters<typeof progressText>[0]} */ progress) =>
    progressText(progress).replace("Getting the checker ready: ", "");
  assert.equal(text({ part: 1_230_000, whole: 2_590_000 }), "1.2 of 2.6 MB");
  assert.equal(text({ part: 0, whole: 2_590_000 }), "0.0 of 2.6 MB");
  assert.equal(text({ percent: 0 }), "0%");
  assert.equal(text({}), "loading …");
  assert.equal(text({ isLoaded: true }), "starting …");
});

test("the bar cycles through findings and missing values in the form's order", () => {
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
