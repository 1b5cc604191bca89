// A table that is wider than the page scrolls sideways. It then becomes a stop for the Tab key, so that
// the arrow keys can scroll it too. Not every browser does that by itself.

const widths = new ResizeObserver((changes) => {
  for (const { target } of changes) if (target instanceof HTMLElement) mark(target);
});

/** @param {HTMLElement} frame */
function mark(frame) {
  if (frame.scrollWidth > frame.clientWidth) frame.tabIndex = 0;
  else frame.removeAttribute("tabindex");
}

document$.subscribe(() => {
  // Material wraps each in a frame that scrolls.
  setTimeout(() => {
    for (const frame of document.querySelectorAll(".md-typeset__scrollwrap")) widths.observe(frame);
  });
});
