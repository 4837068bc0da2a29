// The fields of the classes of this folder: what their methods may count on. For the checks only.

export {};

declare module "./plane.js" {
  interface Point {
    hello?: SaidHello;
    arrays?: Arrays;
    /** Whether it is being dragged. */
    held?: boolean;
  }
}

declare module "./pad.js" {
  interface Pad {
    pen: "pen" | "eraser";
    /** What undoing goes back to, the newest last. */
    past: Uint8ClampedArray[];
    size?: PictureSize;
    original?: Uint8ClampedArray;
    pixels?: Uint8ClampedArray;
    /** Of the keyboard. */
    cursor: Pixel | null;
    /** Where the pen has painted last. */
    at?: Pixel | null;
  }
}

declare module "./numbers.js" {
  interface Numbers {
    rows: { field: HTMLInputElement; slider: HTMLInputElement; row: HTMLTableRowElement }[];
    /** What the rows are made for. */
    print: string;
    names: string[];
    values: (number | null)[];
    original?: (number | null)[];
  }
}

declare module "./input.js" {
  interface SampleInput {
    /** There is one before anything is shown. */
    hello: SaidHello;
    edit: SampleEdit | null;
  }
}
