// The fields of the classes of this folder: what their methods may count on. For the checks only.

export {};

declare module "./held.js" {
  interface Held {
    /** There is one before anything is shown. */
    hello: SaidHello;
    place: WalkPlace | null;
    /** The place that the arrays are about. */
    shown: WalkPlace | null;
    arrays: Arrays;
    isFresh?: boolean;
    busy?: boolean;
    again?: boolean;
    closed?: boolean;
    dwelling?: number;
  }
}

declare module "./layers.js" {
  interface Layers {
    mode: WalkMode;
    columns: LayerColumn[];
    stages: WalkStage[] | null;
    activations: Hello["activations"];
  }
  interface LayerColumn {
    cells: import("../../views/cells/cells.js").Cells;
    foot: HTMLElement;
    bar: HTMLElement;
    element: HTMLElement;
    title: string;
    wide: boolean;
  }
}

declare module "./answer.js" {
  interface Answer {
    /** There is one before anything is shown. */
    hello: SaidHello;
    print: string;
    values: HTMLElement[];
    /** The table, made before it is written; only where classes are shown. */
    made: {
      columns: number;
      names: string[];
      heads: HTMLElement[];
      rows: { element: HTMLElement; name: HTMLElement; cells: HTMLElement[] }[];
      total: HTMLElement;
      caption: HTMLElement;
    };
    /** The classes that stand first, and the order of all. */
    first: string;
    order: string;
    arrangedAt: number;
  }
}

declare module "./attributions.js" {
  interface Attributions {
    /** There is one before anything is asked. */
    hello: SaidHello;
    sample: (ChosenSample & SampleEdit) | null;
    /** Of the network: step and edits. */
    moment?: string;
    /** What is being asked or was last. */
    about?: string;
    later?: number;
    busy?: boolean;
    again?: boolean;
    closed?: boolean;
  }
}

declare module "./sum.js" {
  interface Sum {
    /** The number that was last spoken of. */
    said?: string;
    /** The terms of a sum as they stand. */
    order: number[] | null;
    orderedAt: number;
  }
}

declare module "./view.js" {
  interface View {
    /** There is one before anything is shown. */
    hello: SaidHello;
    /** The newest arrays of the look "walk". */
    walk: Arrays;
    header?: Frame;
    handed?: string;
    /** Counts the samples that were chosen. */
    turn?: number;
    /** Pictures that come now may be of the sample before. */
    waits?: boolean;
    sending?: number;
    sentAt?: number;
    asking?: number;
  }
}
