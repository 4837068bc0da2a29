// Keys of a run's page. Space plays from anywhere; a letter or digit acts where the stage has the focus, unless
// switched off (WCAG 2.1.4), and not where keys are taken: a slip on a slider should not cost the network.

// C and R belong to Streamlit, with or without Shift.
/** @type {{ [key: string]: Action | undefined }} */
const KEYS = { " ": "toggle", b: "batch", s: "epoch", 0: "reset", n: "weights" };
const STORED = "playground.keys";
const TAKES_SPACE = "button, input, a, summary, label, [role=button], [role=tab], [role=switch], [role=option]";
const TAKES_KEYS =
  "textarea, select, [contenteditable]:not([contenteditable=false]), " +
  "[role=textbox], [role=combobox], [role=slider], [role=listbox], [role=menu]";

/** What a key asks for, or null where it is not ours. @param {KeyboardEvent} event @param {Element} stage */
export function actionOf(event, stage) {
  if (event.defaultPrevented || event.ctrlKey || event.metaKey || event.altKey || event.isComposing) return null;
  const action = KEYS[event.key.toLowerCase()];
  const target = /** @type {HTMLElement} */ (event.composedPath()[0]);
  const input = target?.closest?.("input");
  const isTaken = input ? !/^(checkbox|radio|button)$/.test(input.type) : target?.closest?.(TAKES_KEYS);
  if (!action || isTaken) return null;
  if (event.key === " ") return target.closest?.(TAKES_SPACE) ? null : action;
  return lettersAct() && stage.contains(target) ? action : null;
}

/** Whether letters act; where storage is forbidden, they do. */
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
    localStorage.setItem(STORED, act ? "on" : "off");
  } catch {
    // as above
  }
}
