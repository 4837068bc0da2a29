// Which network a picture or an answer is of.

/**
 * The same text only where it is the same network: at one step, with the same weights set by hand.
 * An answer about an earlier moment has that one's step, and no version.
 * @param {{ step?: number, edit_version?: number | null, viewed?: Position | null }} header
 */
export const momentOf = ({ step, edit_version: version, viewed }) =>
  `${viewed?.step ?? step} ${viewed ? "" : (version ?? "")}`;
