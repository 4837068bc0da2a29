// What the look "results" answers, its names without "results:", as playground/engine/looks/results.py says it.

interface Ints extends NamedArray {
  data: Int32Array;
}
interface Floats extends NamedArray {
  data: Float32Array;
}

/** `looked_at`: how many of how many samples. */
interface Results {
  looked_at: Ints;
  unclear: Ints;
  loss: Floats;
}
interface ResultsOfClasses extends Results {
  confusion: Ints;
  support: Ints;
  of_class: Floats;
  overall: Floats;
}
interface ResultsOfValues extends Results {
  measures: Floats;
  points: Floats;
  line: Floats;
  residual_counts: Ints;
  residual_edges: Floats;
}

/** All of them, or none. */
type Together<T> = T | { [name in keyof T]?: undefined };
/** Where outputs are probabilities. */
type ResultsOfConfidence = Results & Together<{ calibration: Floats; calibration_error: Floats }>;
/** Where there are two classes. */
type ResultsOfThresholds = Results & Together<{ roc: Floats; auc: Floats; thresholds: Floats; counts: Ints }>;

/** What one of the tabs shows. */
interface ResultsTab {
  name: string;
  title: string;
  element: HTMLElement;
  setHello?(hello: SaidHello): void;
  draw(results: Results, colors: Colors): void;
  close?(): void;
}

/** `list` lists samples, with a title; `redraw` asks for a drawing. */
interface ResultsAsked {
  list(parameters: LookParameters, title: string): void;
  redraw(): void;
}
