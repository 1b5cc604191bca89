// Takes the place of the service worker on a site that shall have none: removes what it kept, and itself.

import { removeAll } from "./removal.mjs";

addEventListener("install", (event) => event.waitUntil(skipWaiting()));
addEventListener("activate", (event) => event.waitUntil(removeAll()));
