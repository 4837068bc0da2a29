// What a page that follows a run holds and is told. For the checks only.

/** What a page of one look draws with: made with its page, told what is new. */
interface View {
  element: HTMLElement;
  setHello(hello: SaidHello, samples: Arrays): void;
  setColors(colors: Colors): void;
  setOptions?(options: Options): void;
  update(arrays: Arrays, header: Frame): void;
  close(): void;
}
type InsidePage = import("./inside.js").InsidePage;
type RunFollower = import("../wire/follower.js").RunFollower;

/** What the bar, the timeline and the banner ask for. */
interface Steering {
  trigger: Tell;
  problem(problem: Packed | null): void;
}
interface Rewinding {
  view(step: number | null): void;
  playFrom(step: number): void;
  branch(step: number): void;
  showCompanion(): void;
}
interface Rescue {
  resume(): void;
  startOver(): void;
  smallerRate(rate: number): void;
}
type Send = (command: Order) => unknown;
type Action = "toggle" | "batch" | "epoch" | "reset" | "weights";
