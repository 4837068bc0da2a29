// What the picture of a network is made of: columns of neurons and what joins them. For the checks only.

interface Place {
  x: number;
  y: number;
  w: number;
  h: number;
}
interface Neuron extends Place {
  unit: number;
  middle: number;
  bias: { x: number; y: number };
}
/** A layer, or the input, where it is drawn: its neurons, or the box of what is drawn as a whole. */
interface Column {
  kind: Role;
  title: string;
  units: number;
  shape: number[];
  layer: Layer | null;
  isInput?: boolean;
  isOutput?: boolean;
  names: string[];
  map: string;
  x: number;
  room: number;
  left: number;
  right: number;
  nodes: Neuron[];
  more: number;
  moreY: number;
  box?: Place;
}
interface Curve {
  input: number;
  unit: number;
  x0: number;
  y0: number;
  x1: number;
  y1: number;
  bend: number;
}
interface Link {
  from: Column;
  to: Column;
  kernel: string;
  curves: Curve[];
  paths?: Curve[][];
}
interface Fan {
  from: Column;
  to: Column;
}
/** A word to stand at x, in one of its forms, the longest first. */
interface Word {
  x: number;
  y?: number;
  forms: string[];
  from?: number;
  to?: number;
}
interface Stood {
  x: number;
  y?: number;
  from: number;
  to: number;
  size: number;
}
type Plan = ReturnType<typeof import("./layout.js").place>;

/** A neuron of a column. */
interface Named {
  column: Column;
  node: Neuron;
}
/** What lies at a place of the picture: a neuron or the mark of its bias, or else a weight. */
interface FoundNeuron extends Named {
  bias: boolean | null;
  link?: undefined;
  curve?: undefined;
  x: number;
  y: number;
}
interface FoundWeight {
  link: Link;
  curve: Curve;
  column?: undefined;
  node?: undefined;
  bias?: undefined;
  x: number;
  y: number;
}
type Found = FoundNeuron | FoundWeight;

/** A word as it is put into its room, and what it says in full. */
interface Lined {
  text: string;
  full: string;
  x: number;
  y?: number;
  room: number;
}
/** Write a text of a kind at its place; `full` is what it says where it is cut. */
type WriteLabel = (text: string, style: Partial<CSSStyleDeclaration>, kind: string, full?: string) => void;

interface TableRow {
  layer: Layer;
  weights: HTMLElement;
  biases: HTMLElement;
  element: HTMLElement;
}
