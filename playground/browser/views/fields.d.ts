// The fields of the classes of this folder: what their methods may count on. For the checks only.

export {};

declare module "./line.js" {
  interface LineView {
    samples: Samples;
    name: string;
    across?: [number, number];
    up: [number, number];
    box: Box;
    stale?: boolean;
  }
}

declare module "./confusion.js" {
  interface Confusion {
    names?: string[];
    cells: HTMLElement[];
    isPicture?: boolean;
    /** The newest that waits to be written. */
    pending: { array: NamedArray; colors: Colors };
    timer?: number;
    stale?: boolean;
  }
}

declare module "./confusion_many.js" {
  interface ManyClasses {
    names: string[];
    array: NamedArray | null;
    /** Row and column of the cell below the pointer. */
    at: number[] | null;
  }
}

declare module "./scatter.js" {
  interface ScatterView {
    stale?: boolean;
  }
}

declare module "./plane.js" {
  interface PlaneView {
    hello: SaidHello;
    samples: Samples;
    reachOfLabels: number;
    box: Square;
    stale?: boolean;
    table?: Uint32Array;
    /** Enlarged channels, kept from picture to picture. */
    wide?: Float32Array;
    wides?: Float32Array[];
  }
}

declare module "./draw.js" {
  interface Drawing {
    given: Given | null;
    points: Point[];
    past: Point[][];
    checks: Set<string>;
    domain: Domain;
    box: Square;
    colors?: Colors;
    stroke?: { pointer: number; before: Point[]; last: Spot } | null;
    cursor?: [number, number];
    timer?: number;
  }
}

declare module "./draw_tools.js" {
  interface DrawingTools {
    names?: string[];
    dabs?: HTMLElement[];
    inputs: Map<number, HTMLInputElement>;
    colors?: Colors;
  }
}

declare module "./output.js" {
  interface OutputView {
    hello?: SaidHello;
    mode: Mode;
    focus: Focus | null;
    showValidation: { [mode: string]: boolean };
  }
}

declare module "./curves.js" {
  interface CurvesView {
    options: CurveOptions;
    theme: CurveTheme;
    titles?: string[];
    metric?: string | null;
    title?: string;
    moment?: number | null;
    companion?: import("../wire/history.js").History | null;
    /** What the learner has zoomed to, by axis. */
    range: { [axis: string]: Zoom | undefined };
    timer?: number;
    busy?: boolean;
    again?: boolean;
    drawn?: boolean;
    closed?: boolean;
  }
}

declare module "./sample_list.js" {
  interface SampleList {
    hello?: SaidHello;
    parameters: LookParameters | null;
    start: number;
    count: number;
    moment: string | null;
  }
}
