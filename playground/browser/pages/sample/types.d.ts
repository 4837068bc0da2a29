// What the parts of the page of one sample give each other. For the checks only.

/** A sample of the data, by its number; and what the learner has changed of it: null is a missing number. */
interface ChosenSample {
  part: string;
  index: number;
}
interface SampleEdit {
  values?: (number | null)[];
  /** Bytes of a picture as base64. */
  pixels?: string;
}
interface Options {
  /** What another page has handed over. */
  sample?: ChosenSample | null;
}

/** In pixels. */
interface PictureSize {
  height: number;
  width: number;
  channels: number;
}
/** Right and down. */
type Pixel = [number, number];

/** A number of a layer, and the cells of one that enter a number of the next; the input is layer −1. */
interface WalkPlace extends CellPlace {
  layer: number;
}
interface WalkPatch extends CellPatch {
  layer: number;
}
/** The slopes of the loss at a number, after its activation and before. */
interface Slopes {
  unit: number;
  g?: number;
  gz?: number;
}

type WalkMode = "output" | "sum" | "gradient";
interface StageOf {
  name: string;
  index: number;
  layer: Layer | null;
  /** The shape of the whole layer. */
  full: number[];
  names: string[] | null;
}
/** What came of a layer's numbers, `shape` that of those that are there; null where nothing came. */
interface StageNumbers {
  data: Numbers | null;
  shape: number[];
  channelsFirst: boolean;
  zeros: number;
  /** Its outputs stand in for sums, as it has none. */
  lacksSum?: boolean;
}
interface WalkStage extends StageOf, StageNumbers {
  norm: number | null;
}

/** What is written out: a number, and how it and what enters it are called. */
interface WrittenNumber {
  hello: SaidHello;
  place: WalkPlace;
  isPinned: boolean;
  sample: ChosenSample;
  /** Whether nothing moves: the terms may stand in their order. */
  isSteady: boolean;
  title: string;
  unitName: string;
  nameOf(index: number): string;
  briefNameOf(index: number): string;
  /** Where what enters are the pixels of the sample. */
  picture: { height: number; width: number } | null;
  gradients: Slopes;
}
/** What a formula is made from: the look "neuron", whose arrays `one` reads, and an order for many terms. */
interface FormulaParts {
  t: Translate;
  one(name: string): number | undefined;
  arrays: Arrays;
  about: WrittenNumber;
  colors: Colors;
  order(products: NumberList): number[];
}
type Formula = (parts: FormulaParts, layer: Layer) => HTMLElement[];
type NumberList = Numbers | Float64Array;

/** What the page showed of a run when it was left. */
interface KeptSample {
  token?: string;
  sample?: ChosenSample;
  place?: WalkPlace | null;
  isPinned?: boolean;
  /** What another page had handed over last, as JSON. */
  handed?: string;
}

type Attributing = "weights" | "gradient_input" | "integrated_gradients" | "shapley";
