// The fields of the classes of this folder: what their methods may count on. For the checks only.

export {};

declare module "./colors.js" {
  interface Colors extends Palette {}
}

declare module "./maps.js" {
  interface Atlas {
    count?: number;
    size?: number;
    image: ImageData;
    pixels: Uint32Array;
  }
}

declare module "./plot.js" {
  interface Plot {
    handlers: [string, (event: PlotEvent) => void][];
    wanted?: { traces: Trace[]; layout: PlotLayout };
    timer?: number;
    closed?: boolean;
    busy?: boolean;
    again?: boolean;
    drawn?: boolean;
  }
}

declare module "./page.js" {
  interface Page {
    given?: PageData;
    data: PageData;
    options: Options;
    language: string;
    said?: string;
    t: Translate;
    trigger: Tell;
    keep: Tell;
    element: HTMLElement;
    colors: Colors | null;
    dark: boolean;
    waiting?: boolean;
    closed?: boolean;
    /** All elements anew, in the language of the page. */
    build(): HTMLElement;
  }
}
