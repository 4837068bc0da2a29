// The fields of the classes of this folder: what their methods may count on. For the checks only.

export {};

declare module "./classes.js" {
  interface ClassesView {
    names: string[];
    rows: HTMLTableRowElement[];
    mean: HTMLTableRowElement;
  }
}

declare module "./matrix.js" {
  interface MatrixView {
    names: string[];
    /** The numbers of the classes that are shown, with commas. */
    shown: string;
    chosen: HTMLElement | null;
    cells: { truth: number; predicted: number; button: HTMLButtonElement }[];
  }
}

declare module "./roc.js" {
  interface RocView {
    names: string[];
    /** Whether the learner has moved the threshold. */
    moved?: boolean;
    threshold?: number;
    cells: { button: HTMLButtonElement; count: HTMLElement }[];
    values: HTMLElement[];
  }
}

declare module "./values.js" {
  interface LineView {
    last?: readonly [ResultsOfValues, Colors];
  }
}

declare module "./view.js" {
  interface View {
    part: string;
    views: ResultsTab[];
    hello?: SaidHello;
    /** Whether the network gives values, not classes. */
    numbers?: boolean;
    running?: boolean;
    arrays: Results | null;
    colors?: Colors;
    tabs?: import("./tabs.js").Tabs;
    /** What the list of samples was asked for last. */
    asked: { parameters: LookParameters; title: string } | null;
    watched: string;
    timer?: number;
    choices: [LookParameters, string][];
    cell: HTMLElement;
  }
}
