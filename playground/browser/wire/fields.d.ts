// The fields of the classes of this folder: what their methods may count on. For the checks only.

export {};

declare module "./follower.js" {
  interface RunFollower {
    on: Listener;
    token: string;
    state: State;
    closed?: boolean;
    fresh?: boolean;
    lost?: boolean;
    connection?: import("./connection.js").Connection;
    hello?: Hello;
    header: Frame | null;
    moments: NamedArray | null;
    questions: Map<string, Waiting>;
    /** A click is believed for a while, and what is said against it doubted. */
    believed: { state: State; until: number } | null;
    doubted?: number;
    sayingEnd?: number;
    /** The timer of an end that may be none. */
    ending: number;
    saidEnd: State | "";
    offer: Status | null;
    message: Packed | null;
    place?: number | null;
    step?: number;
  }
}

declare module "./connection.js" {
  interface Connection {
    wait: number;
    socket: WebSocket;
    timer?: number;
    opened?: boolean;
  }
}

declare module "./history.js" {
  interface History {
    names: string[];
    length: number;
    version: number;
    columns: Map<string, Float64Array>;
    smoothed: Map<string, Smoothed>;
  }
}
