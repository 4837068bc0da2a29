// The fields of the classes of this folder: what their methods may count on. For the checks only.

export {};

declare module "./gallery.js" {
  interface Gallery {
    data: GalleryData;
    /** What is drawn, so that the same is not drawn again. */
    print: string;
  }
}

declare module "./unrolling.js" {
  interface Unrolling {
    data: UnrollingData;
    /** The place in the vector that is pointed at. */
    pointed: number | null;
    playing: boolean;
    canvas: HTMLCanvasElement;
    context: CanvasRenderingContext2D;
    slider: HTMLInputElement;
    button: HTMLElement;
    sentence: HTMLElement;
    formula: HTMLElement;
    /** What is drawn, so that the same is not drawn again. */
    print: string;
    pixels?: string;
    /** These are there before anything is drawn. */
    numbers: Float32Array;
    low: number;
    high: number;
    picture: HTMLCanvasElement;
    strip: HTMLCanvasElement;
    seen?: boolean;
  }
}
