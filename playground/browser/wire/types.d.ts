// What comes over the live connection and goes back, as playground/runs says it. For the checks only: no browser loads it.
// These names are known in every script.

type Numbers = Uint8Array | Int32Array | Float32Array | Float64Array;
type Dtype = "uint8" | "int32" | "float32" | "float64";

/** `low` and `high` where bytes stand for `low + q / 255 · (high − low)`. */
interface NamedArray {
  data: Numbers;
  shape: number[];
  low?: number;
  high?: number;
}

type Arrays = { [name: string]: NamedArray | undefined };

interface Entry {
  name: string;
  dtype: Dtype;
  shape: number[];
  offset: number;
  low?: number;
  high?: number;
  full_shape?: [number, number];
}

/** A sentence of the catalogues with its values, one that differs with a number, or a term; else a text as it is. */
interface Packed {
  template?: string;
  plural?: { one: string; many: string; counted: string };
  term?: string;
  values?: Values;
}
type Value = string | number | boolean | null | undefined | Packed | Value[];
type Values = { [name: string]: Value };

/** Of its worker; "gone" where the server knows no such run. */
type State =
  | "starting"
  | "queued"
  | "building"
  | "ready"
  | "running"
  | "paused"
  | "finished"
  | "diverged"
  | "crashed"
  | "failed"
  | "stopped"
  | "gone";

interface Header {
  arrays?: Entry[];
}

interface Layer {
  name: string;
  kind: string;
  label: string;
  units: number;
  activation: string | null;
  input_shape: number[];
  output_shape: number[];
  parameters: number;
  hidden_index: number | null;
  role: Role;
  /** Whether it hands on every number unchanged outside training; `flattens`: laid out in one row. */
  is_passive: boolean;
  /** Whether every number that leaves belongs to the one that enters at the same place. */
  keeps_order: boolean;
  flattens: boolean;
  /** Whether a kernel joins each number that enters with each unit. */
  joins: boolean;
  is_recurrent: boolean;
  gates: Gate[];
  arithmetic: string;
  /** The names of its weights, those that it may lack too. */
  weights: string[];
}

/** How a layer is drawn. */
type Role = "neurons" | "filters" | "pill" | "block";

interface Gate {
  symbol: string;
  label: string;
}

/** From where to where; null is an end that lies infinitely far. */
type Zone = [number | null, number | null];

/** What is true of an activation. */
interface ActivationFacts {
  /** f(z) in one line of text, or empty. */
  plain: string;
  range: Zone;
  dead: Zone[];
  saturated: Zone[];
  steepest: number;
  of_layer: boolean;
  /** How a network without hidden layers is written, around `{sum}`, or empty. */
  regression: string;
}

interface Hello extends Header {
  type: "hello";
  experiment: Experiment;
  task: "binary" | "multiclass" | "regression";
  class_names: Value[];
  /** Whether each output is the probability of a class. */
  gives_probabilities: boolean;
  input_names: Value[];
  input_shape: number[];
  is_plane: boolean;
  is_line: boolean;
  domain: [number, number];
  metric_names: string[];
  layers: Layer[];
  /** By the names that the layers have. */
  activations: { [name: string]: ActivationFacts };
  /** Every name that a weight may have, in the order of `matrix:weights`. */
  weight_names: string[];
  num_parameters: number;
  num_train: number;
  num_validation: number;
  steps_per_epoch: number;
  epochs: number;
  learning_rate: number;
}

/** With its names in the learner's language. */
interface SaidHello extends Omit<Hello, "class_names" | "input_names"> {
  class_names: string[];
  input_names: string[];
}

/** What a script reads of an experiment. */
interface Experiment {
  data: { dataset: { kind: string } };
  network: { layers: LayerSpec[] };
  training: { loss: { kind: string } };
}
interface LayerSpec {
  kind: string;
  [field: string]: unknown;
}

/** Columns of the rows: `epoch`, losses and metrics. */
interface HistoryHeader extends Header {
  type: "history";
  names: string[];
  reset: boolean;
}

type Figures = { [name: string]: number | null | undefined };

interface Position {
  epoch: number;
  step: number;
  batch: number;
}

interface Frame extends Header, Position {
  type: "frame";
  state: State;
  speed: Speed;
  learning_rate: number;
  epochs_per_second: number;
  values: Figures;
  running: Figures;
  viewed: (Position & { values: Figures }) | null;
  problems: { [look: string]: Packed | undefined };
  edits: number;
  /** Another one is another network at the same step. */
  edit_version: number;
  /** Seconds of the processor since the worker began; for who measures, no page shows it. */
  spent: { training: number; pictures: number; compiling: number };
}

interface Status extends Header {
  type: "status";
  state: State;
  message: Packed | null;
  step?: number;
  epoch?: number;
  place_in_line?: number | null;
  offer?: string | null;
  learning_rate_offer?: number | null;
}

interface Answer extends Header, Partial<Position> {
  type: "answer";
  id: string;
  problem: Packed | null;
  look?: string;
  /** None of an earlier moment. */
  edit_version?: number | null;
  viewed?: Position | null;
}

interface Moments extends Header {
  type: "moments";
}

type AnyHeader = Hello | HistoryHeader | Frame | Status | Answer | Moments;

interface Message<H extends Header = AnyHeader> {
  header: H;
  arrays: Arrays;
}

// What a page says.

type Speed = "slow" | "epoch" | "turbo";
type LookParameters = { [name: string]: unknown };
interface Look {
  name: string;
  parameters?: LookParameters;
}

type Order =
  | { do: "play" | "pause" | "reset" | "new_weights" | "resume" | "stop" }
  | { do: "step"; unit: "batch" | "epoch" }
  | { do: "speed"; value: Speed }
  | { do: "learning_rate" | "epochs"; value: number }
  | { do: "looks"; looks: (Look | string)[]; rate?: number }
  | { do: "view"; step: number | null };

/** Those that are answered. */
type Question =
  | { do: "ask"; look: Look }
  | { do: "edit"; layer: string; weight: string; index: (number | null)[]; value: number }
  | { do: "put_back" }
  | { do: "rewind"; step: number };

/** What a follower tells its page. `trigger` goes on to the Python page. */
interface Listener {
  hello(header: Hello, arrays: Arrays, sameRun: boolean, fresh?: boolean): void;
  history(header: HistoryHeader, arrays: Arrays): void;
  frame(header: Frame, arrays: Arrays): void;
  moments(moments: NamedArray): void;
  state(): void;
  trigger(name: string, value: unknown): void;
}

interface Waiting {
  resolve(answer: Message<Answer>): void;
  reject(error: Unanswered): void;
  timer: number;
}
type Unanswered = Error & { problem: Packed | null };

interface Smoothed {
  smoothing: number;
  values: Float64Array;
  length: number;
  average: number;
  weight: number;
}

/** What a connection tells. */
interface Heard {
  open(): void;
  message(buffer: ArrayBuffer): void;
  lost(): void;
  unknown(): void;
}
