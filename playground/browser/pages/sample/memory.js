// What this page showed of a run when it was left: a reload, another theme or a visit to another page loses nothing.

const STORED = "playground.sample";

/** What was kept for that run, or an empty object. @param {string} token @returns {KeptSample} */
export function recall(token) {
  try {
    const kept = JSON.parse(sessionStorage.getItem(STORED) ?? "{}");
    return kept.token === token ? kept : {};
  } catch {
    return {}; // storage may be forbidden; the page then begins with the first sample
  }
}

/**
 * Keep the sample, the number that is held, and the sample that another page has handed over last.
 * @param {string} token @param {KeptSample} facts
 */
export function keep(token, facts) {
  try {
    sessionStorage.setItem(STORED, JSON.stringify({ token, ...facts }));
  } catch {
    // as above
  }
}
