// What only the build knows: the files that the service worker keeps. This file shows the shape; in the site,
// sitegen/publish/service_worker.py writes its own values over it.

/**
 * The `version` of the site, and each file's name with the beginning of its SHA-256 digest. A name is the address from
 * the site's root: that of the checker's page, or one that has a version or a hash in it.
 *
 * @type {{version: string, files: Record<string, string>}}
 */
export const build = { version: "", files: {} };
