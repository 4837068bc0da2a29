// The fields of the classes of this folder: what their methods may count on. For the checks only.

export {};

declare module "./columns.js" {
  interface Columns {
    atlases: Map<string, import("../../kit/maps.js").Atlas>;
    marked: Found | null;
  }
}

declare module "./network.js" {
  interface NetworkView {
    /** Of the run that is drawn; there is one before there is a plan. */
    hello: SaidHello;
    plan?: Plan | null;
    onRedraw?: () => void;
  }
}

declare module "./table.js" {
  interface NetworkTable {
    /** Of the run in the rows. */
    hello: SaidHello;
    rows?: TableRow[];
    /** The cells of the single weights, by layer. */
    kernels?: Map<string, HTMLElement[]> | null;
  }
}

declare module "./target.js" {
  interface Target {
    found: Found | null;
    arrays?: Arrays;
  }
}
