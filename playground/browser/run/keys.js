// Keys of a page that shows a run. Space plays and pauses from anywhere; a single letter or digit acts only while the
// focus is on the stage and not in what takes keys itself, and all letters can be switched off (WCAG 2.1.4).

// C and R belong to Streamlit, with or without Shift.
/** @type {{ [key: string]: Action | undefined }} */
const KEYS = { " ": "toggle", b: "batch", s: "epoch", 0: "reset", n: "weights" };
const STORED = "playground.keys";
const TAKES_SPACE = "button, input, a, summary, label, [role=button], [role=tab], [role=switch], [role=option]";
const TAKES_LETTERS =
  'textarea, select, [contenteditable=""], [contenteditable="true"], ' +
  "[role=textbox], [role=combobox], [role=slider], [role=listbox], [role=menu]";

/** What a key of the page asks for, or null where it is not ours. @param {KeyboardEvent} event @param {Element} stage */
export function actionOf(event, stage) {
  if (event.defaultPrevented || event.ctrlKey || event.metaKey || event.altKey || event.isComposing) return null;
  const action = KEYS[event.key.toLowerCase()];
  const target = /** @type {HTMLElement} */ (event.composedPath()[0]);
  if (!action || takesLetters(target)) return null;
  if (event.key === " ") return target.closest?.(TAKES_SPACE) ? null : action;
  return lettersAct() && stage.contains(target) ? action : null;
}

/** @param {HTMLElement} target */
function takesLetters(target) {
  if (!target?.closest) return false;
  const input = target.closest("input");
  // A slider is moved by keys: a letter that slips in there should not cost the network.
  return input ? !["checkbox", "radio", "button"].includes(input.type) : Boolean(target.closest(TAKES_LETTERS));
}

/** Whether letters act at all; storage may be forbidden, then they do. */
export function lettersAct() {
  try {
    return localStorage.getItem(STORED) !== "off";
  } catch {
    return true;
  }
}

/** @param {boolean} act */
export function letLettersAct(act) {
  try {
    if (act) localStorage.removeItem(STORED);
    else localStorage.setItem(STORED, "off");
  } catch {
    // Then they act as before.
  }
}
