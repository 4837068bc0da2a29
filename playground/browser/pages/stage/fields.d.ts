// The fields of the classes of this folder: what their methods may count on. For the checks only.

export {};

declare module "./page.js" {
  interface Stage {
    // Of `build`; the methods that may come before it ask whether they are there.
    tiles: import("../../run/tiles.js").TilesView;
    table: import("../../views/network/table.js").NetworkTable;
    output: import("../../views/output.js").OutputView;
    network: import("../../views/network/network.js").NetworkView;
    curves: import("../../views/curves.js").CurvesView;
    swap: HTMLButtonElement;
    hello: Hello;
    samples: Arrays;
    arrays: Arrays;
    /** The question of the server that was answered last. */
    answered?: string;
    /** Whether the next run goes on from one that is kept beside it. */
    branching?: boolean;
  }
}
