// What the pictures of activation functions are given. For the checks only.

interface ActivationZones {
  dead: Zone[];
  saturated: Zone[];
}

/** Of one activation at every input; `reach` from the least to the most of both. */
interface ActivationCurve extends ActivationZones {
  name: string;
  values: number[];
  slopes: number[];
  reach: [number, number];
}

/** What is drawn in one picture; `many` are laid over each other. */
interface DrawnCurves {
  data: CurvesData;
  colors: Colors;
  shown: ActivationCurve[];
  many: boolean;
}

/** Inputs from `low` to `high`, `step` apart; `same` is the scale; `tall` a height of CSS. */
interface CurvesData extends PageData {
  low: number;
  high: number;
  step: number;
  overlay: boolean;
  same: boolean;
  legend: boolean;
  tall: string;
  panels: ActivationCurve[];
}

/** How inputs are laid out: `x` of an input in pixels, and the height that is shaded. */
interface Across {
  x: (value: number) => number;
  low: number;
  high: number;
  top: number;
  height: number;
}
