// Announcements to screen readers: results of actions at once, headlines once they have settled.

import assert from "node:assert/strict";
import { afterEach, beforeEach, mock, test } from "node:test";

import { Announcer } from "../../../validator/web/announcer.mjs";

const SETTLED_MS = 1000;

beforeEach(() => mock.timers.enable({ apis: ["setTimeout"] }));
afterEach(() => mock.timers.reset());

/** Create an announcer on a page, with the list of its announcements. */
function onPage() {
  /** @type {string[]} */
  const heard = [];
  const live = {
    isConnected: true,
    /** @param {string} text */
    set textContent(text) {
      heard.push(text);
    },
  };
  const announcer = new Announcer();
  announcer.attach(/** @type {any} */ (live));
  return { announcer, live, heard };
}

test("a headline is announced once it has settled", () => {
  const { announcer, heard } = onPage();
  announcer.announce("1 error");
  mock.timers.tick(SETTLED_MS - 1);
  announcer.announce("2 errors");
  mock.timers.tick(SETTLED_MS - 1);
  assert.deepEqual(heard, []);
  mock.timers.tick(1);
  assert.deepEqual(heard, ["2 errors"]);
  announcer.announce("2 errors");
  mock.timers.tick(SETTLED_MS);
  assert.deepEqual(heard, ["2 errors"]);
});

test("a headline that changes and changes back isn't announced again", () => {
  const { announcer, heard } = onPage();
  announcer.announce("Ready");
  mock.timers.tick(SETTLED_MS);
  announcer.announce("1 warning");
  announcer.announce("Ready");
  mock.timers.tick(SETTLED_MS);
  assert.deepEqual(heard, ["Ready"]);
});

test("someone who is typing isn't interrupted", () => {
  const { announcer, heard } = onPage();
  announcer.announce("1 warning");
  for (let key = 0; key < 20; key += 1) {
    mock.timers.tick(SETTLED_MS - 1);
    announcer.wait();
  }
  assert.deepEqual(heard, []);
  mock.timers.tick(SETTLED_MS);
  assert.deepEqual(heard, ["1 warning"]);
});

test("the result of an action is announced at once, and the headline after it", () => {
  const { announcer, heard } = onPage();
  announcer.announce("Ready");
  mock.timers.tick(SETTLED_MS - 1);
  announcer.say("Done: Set Port to 587.");
  assert.deepEqual(heard, ["Done: Set Port to 587."]);
  mock.timers.tick(SETTLED_MS - 1);
  assert.equal(heard.length, 1);
  mock.timers.tick(1);
  assert.deepEqual(heard, ["Done: Set Port to 587.", "Ready"]);
});

test("nothing is announced on a page that was left", () => {
  const { announcer, live, heard } = onPage();
  announcer.announce("Ready");
  live.isConnected = false;
  announcer.say("Link copied.");
  mock.timers.tick(SETTLED_MS);
  assert.deepEqual(heard, []);
});
