// What a weight is called, and how it is drawn. For the checks only.

/** The name of number i along an axis. */
type NameOf = (index: number) => string;

/** What enters a layer; of a picture or a sequence that was laid out in one row, its channels too. */
interface Entering {
  title: string;
  name: NameOf;
  channel?: NameOf;
}
/** What leaves a layer; `group` columns belong together (a gate), or 0. */
interface Leaving {
  title: string;
  name: NameOf;
  group: number;
}
/** Of one weight as a matrix: all axes but the last are rows; `bias(i)` is row i of the bias below it. */
interface WeightNames {
  rowTitle: string;
  columnTitle: string;
  row: NameOf;
  column: NameOf;
  bias: NameOf;
  group: number;
  index(row: number, column: number): number[];
}

/** In places of the whole weight, or of its bias. */
interface WeightCell {
  row: number;
  column: number;
  isBias: boolean;
}
/** Where the arrow keys go; `outside` of the part that is shown. */
interface WeightMove {
  row: number;
  column: number;
  outside: boolean;
}
/** Where a number stands in its layer; null for all along an axis. */
interface WeightPlace {
  weight: string;
  index: (number | null)[];
}
/** What the editor of a weight asks for. */
interface Editing {
  set(value: number): Promise<boolean>;
  zeroRow(): void;
  zeroColumn(): void;
  putBack(): void;
}
type WeightTab = "equation" | "pictures" | "over";
interface ChosenWeight {
  name: string;
  value: number | null;
  reach: number;
}

/** A weight, or a part of it: `window` is its first row and column and how many, `block` what a cell is the mean of. */
interface ShownWeight {
  matrix: NamedArray;
  bias: NamedArray | null;
  window: number[];
  block: number[];
  /** Rows and columns of the whole weight. */
  size: number[];
  names: WeightNames;
  /** The colours go from −reach to reach. */
  reach: number;
  biasRows: number;
}
/** Where all of it stands, in CSS pixels; `cell` is its width and height. */
interface HeatBox {
  left: number;
  top: number;
  cell: number[];
  rows: number;
  columns: number;
  biasTop: number;
  biasHeight: number;
  numBias: number;
  isUpright: boolean;
  nameWidth: number;
  longest: number;
  rowName: NameOf;
  columnName: NameOf;
}

/** Tiles on a canvas: of `each` channels of `count` units, `high` and `wide` in weights, in `width` CSS pixels. */
interface TileRoom {
  count: number;
  each: number;
  high: number;
  wide: number;
  width: number;
}
interface LaidTiles {
  size: number;
  cell: number[];
  numRows: number;
  numUnits: number;
  inRow: number;
  rows: number;
}

/** One of a formula; `mean` and `deviation` of its column. */
interface Term {
  name: string;
  value: number;
  mean: number;
  deviation: number;
}

// What the looks of this page answer, as playground/engine/looks says it.

interface MatrixArrays {
  matrix: NamedArray;
  "matrix:bias"?: NamedArray;
  "matrix:shape": NamedArray;
  "matrix:weight": NamedArray;
  "matrix:weights": NamedArray;
  "matrix:block": NamedArray;
  "matrix:window": NamedArray;
  "matrix:largest": NamedArray;
}
interface PictureArrays {
  pictures: NamedArray;
  "pictures:scale": NamedArray;
  "pictures:window": NamedArray;
}
interface EquationArrays {
  "equation:columns": NamedArray;
  "equation:raw": NamedArray;
  "equation:standardised": NamedArray;
  "equation:raw_intercept": NamedArray;
  "equation:standardised_intercept": NamedArray;
  "equation:mean": NamedArray;
  "equation:deviation": NamedArray;
  "equation:target": NamedArray;
  "equation:num_terms": NamedArray;
}
/** With `history:step` and `history:samples`, and `norm:…`, `gradient:…`, `edges:…` and `histogram:…` of each layer. */
interface WeightHistory {
  [name: string]: NamedArray;
}
