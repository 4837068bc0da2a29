// The fields of the classes of this folder: what their methods may count on. For the checks only.

export {};

declare module "./banner.js" {
  interface Banner {
    said?: string;
  }
}

declare module "./controls.js" {
  interface Controls {
    header?: Frame | null;
  }
}

declare module "./tiles.js" {
  interface TilesView {
    values: { [name: string]: HTMLElement };
    labels: { [name: string]: HTMLElement };
    again: { [name: string]: HTMLElement };
    metric: string | null;
    budget: number;
  }
}

declare module "./timeline.js" {
  interface TimelineView {
    steps: number[];
    /** Of the moment that is shown, null for now. */
    step: number | null;
    moments: Numbers;
    header: Frame | null;
    isControlled?: boolean;
    chosenAt?: number;
    askedAt?: number;
    timer?: number;
  }
}

declare module "./rate.js" {
  interface RateChoice {
    bounds?: { ge: number; le: number };
    /** The rate that is shown, of the run as it is or just chosen. */
    shown?: number;
  }
}

declare module "./transport.js" {
  interface TransportView {
    radios: Map<string, HTMLInputElement>;
    keys?: typeof import("./keys.js");
  }
}

declare module "./page.js" {
  interface RunPage {
    arrays: Arrays;
    /** Of the run that is followed; there is one before anything is drawn. */
    hello: Hello;
    samples: Arrays;
    newest: { header: Frame; arrays: Arrays } | null;
    header: Frame | null;
    old?: boolean;
    controls: import("./controls.js").Controls;
    receiveHello(header: Hello, arrays: Arrays, sameRun: boolean, fresh?: boolean): void;
    /** A picture is taken up: what is beside the looks. */
    receiveFrame(header: Frame, arrays: Arrays): void;
    drawLooks(arrays: Arrays, header: Frame | null): void;
    sayState(word: string, state: State): void;
    /** Why something was not done; null where nobody answered. */
    complain(problem: Packed | null): void;
  }
}

declare module "./inside.js" {
  interface InsidePage {
    view: View;
    state: HTMLElement;
    numbers: HTMLElement;
    problem: HTMLElement;
    metric?: string;
    lookProblem?: string;
  }
}
