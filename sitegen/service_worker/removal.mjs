// How the service worker takes itself away. The caches of other sites on the same origin stay.

/** @param {string} version */
export const cacheName = (version) => `${registration.scope} ${version}`;

/**
 * Delete this site's caches, except for the one with this name.
 *
 * @param {string} [kept]
 */
export async function deleteCaches(kept) {
  const own = (await caches.keys()).filter((name) => name.startsWith(cacheName("")) && name !== kept);
  await Promise.all(own.map((name) => caches.delete(name)));
}

/** Delete the caches at once, and the service worker as soon as no page is open that it serves. */
export async function removeAll() {
  await deleteCaches();
  await registration.unregister();
}
