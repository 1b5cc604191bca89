// The search for providers.

import assert from "node:assert/strict";
import { test } from "node:test";

import { matching, statusText } from "../../../validator/web/views/provider-find.mjs";

const CHOICES = [
  { label: "Choose your provider", address: "", also: "" },
  { label: "Amazon SES, Ireland", address: "email-smtp.eu-west-1.amazonaws.com", also: "AWS SES" },
  { label: "Twilio SendGrid, Global", address: "smtp.sendgrid.net", also: "" },
  { label: "Twilio SendGrid, EU", address: "smtp.eu.sendgrid.net", also: "" },
];
const found = (/** @type {string} */ text) => matching(CHOICES, text).map(({ label }) => label);

test("providers are found by name, host and other names, in any case and order", () => {
  assert.deepEqual(found("sendgrid"), ["Twilio SendGrid, Global", "Twilio SendGrid, EU"]);
  assert.deepEqual(found("eu SENDGRID"), ["Twilio SendGrid, EU"]);
  assert.deepEqual(found("smtp.sendgrid.net"), ["Twilio SendGrid, Global"]);
  assert.deepEqual(found("aws"), ["Amazon SES, Ireland"]);
});

test("an empty search finds nothing, and an entry that isn't a provider is never found", () => {
  assert.deepEqual(found("  "), []);
  assert.deepEqual(found("choose"), []);
});

test("the number of matches is stated, or how to continue without any", () => {
  assert.equal(statusText(0, false), "");
  assert.match(statusText(0, true), /My provider isn't listed/);
  assert.match(statusText(0, true, 1), /a page about it:$/);
  assert.equal(statusText(1, true), "1 match");
  assert.equal(statusText(6, true), "6 matches");
  assert.match(statusText(7, true), /^7 matches\. Type more/);
});
