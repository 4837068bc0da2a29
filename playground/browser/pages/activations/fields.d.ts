// The fields of the classes of this folder: what their methods may count on. For the checks only.

export {};

declare module "./curves.js" {
  interface Curves {
    data: CurvesData;
    panels: import("./panel.js").Panel[];
    /** What is drawn, so that the same is not drawn again. */
    print: string;
  }
}

declare module "./drawing.js" {
  interface Drawing extends DrawnCurves {
    low: number;
    high: number;
  }
}

declare module "./histogram.js" {
  interface Histogram {
    drawn?: readonly [Numbers, Numbers, Colors, ActivationZones | null];
    /** Of what is drawn; `total` of its counts. */
    counts?: Numbers;
    edges: Numbers;
    total?: number;
    x: (value: number) => number;
  }
}

declare module "./layer.js" {
  interface LayerPanel {
    /** By unit, once something is drawn. */
    dead: Numbers;
    saturated: Numbers;
    /** The pixels of one unit. */
    each?: number;
  }
}

declare module "./view.js" {
  interface View {
    panels: import("./layer.js").LayerPanel[];
    arrays: Arrays | null;
    colors?: Colors;
  }
}
