// The old address of a section that moved leads to a link to its new place. Follows it at once.

function follow() {
  const link = document.getElementById(location.hash.slice(1))?.closest(".moved li")?.querySelector("a");
  if (link) location.replace(link.href);
}

addEventListener("hashchange", follow);
document$.subscribe(follow);
