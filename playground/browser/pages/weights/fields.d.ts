// The fields of the classes of this folder: what their methods may count on. For the checks only.

export {};

declare module "./choice.js" {
  interface Choice {
    saidWeights?: string;
  }
}

declare module "./editor.js" {
  interface Editor {
    chosen?: ChosenWeight | null;
    /** The slider goes from −reach to reach. */
    reach: number;
    /** Whether a setting waits for its answer. */
    sending?: boolean;
    slidAt?: number;
    /** The newest place of the slider that is not set yet. */
    wanted?: number | null;
    /** What was typed, until it is answered. */
    last?: string | null;
  }
}

declare module "./equation.js" {
  interface Equation {
    mode: "raw" | "standardised";
    /** Of the run; there is one before anything is written. */
    hello: SaidHello;
    outputName: NameOf;
    inputName: NameOf;
    arrays?: Arrays;
    timer?: number;
    closed?: boolean;
  }
}

declare module "./heat.js" {
  interface Heat {
    chosen: WeightCell | null;
    hovered: WeightCell | null;
    shown?: ShownWeight;
  }
}

declare module "./heat_picture.js" {
  interface HeatPicture {
    /** Of what is drawn: nothing else is asked for before that. */
    shown: ShownWeight;
    colors: Colors;
    box: HeatBox;
  }
}

declare module "./matrix.js" {
  interface Matrix {
    /** The first row and column of the part that is looked at; null for all. */
    part: number[] | null;
    chosen: WeightCell | null;
    /** Of what is drawn: there is one before anything is said of it. */
    layer: Layer;
    shape: number[];
    weight: string;
    /** For each name that a weight may have, whether the layer has it. */
    weights: Numbers;
    names: WeightNames;
  }
}

declare module "./output.js" {
  interface Output {
    hello: SaidHello;
    samples: Arrays;
    arrays: Arrays | null;
    /** The look that it needs, or null where there is nothing that it could draw. */
    look?: string | null;
  }
}

declare module "./over_time.js" {
  interface OverTime {
    hello?: SaidHello;
    layer?: string;
    found?: WeightHistory | null;
    /** The step and the edits of the last question. */
    asked: string | null;
    pending?: boolean;
    timer?: number;
    closed?: boolean;
    /** Layers and theme of the keys that are written. */
    said?: string;
  }
}

declare module "./pictures.js" {
  interface Pictures {
    layer: string;
    unitName: NameOf;
    channelName: NameOf;
    arrays: (Arrays & PictureArrays) | null;
    /** First unit, all units, all channels. */
    window: Numbers;
    count: number;
    /** Tiles of one unit. */
    each: number;
    laid?: LaidTiles & { count: number; high: number; wide: number };
  }
}

declare module "./view.js" {
  interface View {
    hello?: SaidHello;
    /** What the page is built for: layers and names. */
    network?: string;
    arrays: Arrays;
    at: number;
    weight: string | null;
    first: number;
    /** The name of the layer that is seen as pictures. */
    pictured: string | null;
    tab: WeightTab;
  }
}
