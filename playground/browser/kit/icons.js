// Our own small drawings, as SVG text in the colour of the words beside them.

/** @param {string} body */
export const svg = (body) =>
  `<svg viewBox="0 0 20 20" width="16" height="16" aria-hidden="true" focusable="false" fill="currentColor">
${body}</svg>`;

export const ICONS = {
  play: svg('<path d="M5 3.2v13.6c0 .8.9 1.3 1.6.8l10.2-6.8c.6-.4.6-1.2 0-1.6L6.6 2.4C5.9 1.9 5 2.4 5 3.2z"/>'),
  pause: svg('<rect x="4" y="3" width="4.5" height="14" rx="1"/><rect x="11.5" y="3" width="4.5" height="14" rx="1"/>'),
  batch: svg('<path d="M4 4v12l7-6z"/><rect x="13" y="4" width="3" height="12" rx="1"/>'),
  epoch: svg('<path d="M2 4v12l6-6zM8.5 4v12l6-6z"/><rect x="15.5" y="4" width="2.5" height="12" rx="1"/>'),
  reset: svg('<path d="M10 3a7 7 0 1 1-6.7 9h2.2A5 5 0 1 0 10 5c-1.4 0-2.6.6-3.5 1.5L9 9H3V3l2 2A7 7 0 0 1 10 3z"/>'),
  dice: svg(
    '<path fill-rule="evenodd" d="M5 2h10a3 3 0 0 1 3 3v10a3 3 0 0 1-3 3H5a3 3 0 0 1-3-3V5a3 3 0 0 1 3-3zm0' +
      " 2a1 1 0 0 0-1 1v10c0 .6.4 1 1 1h10c.6 0 1-.4 1-1V5c0-.6-.4-1-1-1zm2 1.6a1.5 1.5 0 1 1 0 3 1.5 1.5 0 0 1" +
      ' 0-3zm6 5.8a1.5 1.5 0 1 1 0 3 1.5 1.5 0 0 1 0-3zm-3-2.9a1.5 1.5 0 1 1 0 3 1.5 1.5 0 0 1 0-3z"/>',
  ),
  eraser: svg(
    '<path fill-rule="evenodd" d="M11.6 2.9a1.6 1.6 0 0 1 2.3 0l3.5 3.5c.6.6.6 1.6 0 2.3L10.5' +
      ' 15.6H17.5v1.8H5.6L2.5 14.3c-.6-.6-.6-1.6 0-2.3zM8 15.5l2-2-4.6-4.6-1.6 3.700 2.6 2.9z"/>',
  ),
  undo: svg('<path d="M7.5 3 2.5 7.5l5 4.5V8.8h4a3.200 3.200 0 0 1 0 6.4H6v2h5.5a5.200 5.200 0 0 0 0-10.4h-4z"/>'),
  clear: svg(
    '<path d="M7.5 2h5l.8 1.5H17v2H3v-2h3.700zM4.200 7h11.6l-.8 10.100c-.1.5-.5.9-1 .9H6c-.5 0-.9-.4-1-.9z' +
      'm3.3 2 .3 6.5h1.200L8.8 9zm3.700 0-.2 6.5h1.200l.3-6.5z"/>',
  ),
};
