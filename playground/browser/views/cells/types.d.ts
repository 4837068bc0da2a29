// How one layer's numbers are drawn: what is given, and where each of them stands. For the checks only.

type CellNumbers = Numbers | number[];

/** A unit; on a map its `row` and `column` too, in a sequence its `column`. */
interface CellPlace {
  unit: number;
  row?: number;
  column?: number;
}
/** The cells that enter another layer's number: of one map, or where `unit` is null of all. */
interface CellPatch {
  unit: number | null;
  row: number;
  column: number;
  height: number;
  width: number;
}
/** Left, top, width, height in CSS pixels. */
type Rectangle = [number, number, number, number];
/** To the right and down. */
type CellMove = [number, number];

interface CellsGiven {
  data: CellNumbers;
  shape: number[];
  channelsFirst?: boolean;
  names?: string[] | null;
  marksZero?: boolean;
  neverNegative?: boolean;
  reach?: number | null;
}
interface CellsPointed {
  hover(place: CellPlace | null): void;
  pin(place: CellPlace): void;
}

interface AnyCellLayout {
  rectangle(place: CellPlace): Rectangle;
  /** What lies at x and y, or null. */
  at(x: number, y: number): CellPlace | null;
  /** The place beside another one, the first one where there is none. */
  step(place: CellPlace | null, move: CellMove): CellPlace;
}
interface BarLayout extends AnyCellLayout {
  form: "bars";
  bar: number;
  width: number;
  type: number;
  nameWidth: number;
  valueWidth: number;
}
/** `count` pictures of `across` × `down` cells, each drawn `wide` × `high`. */
interface AnyPictureLayout extends AnyCellLayout {
  across: number;
  down: number;
  count: number;
  wide: number;
  high: number;
  /** Where among the numbers a cell of a map stands. */
  from(map: number, index: number): number;
  corner(map: number): [number, number];
}
interface GridLayout extends AnyPictureLayout {
  form: "grid";
  cell: number;
}
interface MapLayout extends AnyPictureLayout {
  form: "maps" | "sequence";
}
type PictureLayout = GridLayout | MapLayout;
type CellLayout = BarLayout | PictureLayout;
