// What the views are given and tell. For the checks only.

/** Of a plane `(n, 2)`, of a line `(n, 1)`, and their labels `(n,)`. */
interface Samples {
  train_points: NamedArray;
  train_labels: NamedArray;
  validation_points: NamedArray;
  validation_labels: NamedArray;
}

/** A neuron that is looked at. */
interface Focus {
  map: string;
  isOutput: boolean;
  unit: number;
  units: number;
  title: string;
}

/** x1, x2 and the class. */
type Point = [number, number, number];
/** What may be drawn on the plane; `number` of the last drawing that Python has taken. */
interface Given {
  points: Point[];
  names: string[];
  most: number;
  number: number;
  problem: string;
}
interface Redrawing {
  redraw(): void;
  drawn(value: { points: Point[]; number: number }): void;
}
/** In pixels of the plane's element, and its coordinates. */
interface Spot {
  left: number;
  top: number;
  x: number;
  y: number;
}
type Mode = "plane" | "line" | "scatter" | "confusion";

type Zoom = [number, number];
interface CurveLine {
  color: string;
  [name: string]: unknown;
}
interface CurveTheme {
  layout: CurveLayout;
  lines: { [kind: string]: CurveLine };
}
/** The part of Plotly's layout that is changed. */
interface CurveAxis {
  [name: string]: unknown;
}
interface CurveLayout {
  annotations: { text?: string; x?: number; y?: number }[];
  xaxis: CurveAxis;
  xaxis2?: CurveAxis;
  yaxis: CurveAxis;
  yaxis2?: CurveAxis;
  font: { color: string };
  [name: string]: unknown;
}
interface CurveOptions extends Record<Theme, CurveTheme> {
  config: object;
  max_points: number;
}

/** What a list of samples asks its page. */
interface ListPage {
  t: Translate;
  language: string;
  ask(look: string, parameters: LookParameters): Promise<Message<Answer>>;
  say(name: string, value: unknown): void;
}
interface Picked {
  part: unknown;
  index: number;
}
interface Listed {
  index: number;
  right: boolean;
  numbers: boolean;
  truth: string;
  predicted: string;
  sure: string;
}
