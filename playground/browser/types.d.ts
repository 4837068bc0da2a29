// What every script may speak of: translators, colours, what Streamlit gives a page. For the checks only.

interface Translate {
  (english: string, values?: Values): string;
  plural(one: string, many: string, count: number, values?: Values): string;
  say(value: Value): string;
}

/** By English sentence, in a form for each kind of number where it differs with one; "" is the language. */
type Catalogue = { [english: string]: string | undefined | { [form: string]: string | undefined } };

type Theme = "light" | "dark";
type Rgb = number[];

/** Colours as `#rrggbb`, one set for each theme. */
interface Palette {
  negative: string;
  neutral: string;
  positive: string;
  classes: string[];
  training: string;
  validation: string;
  outline: string;
  text: string;
  muted: string;
  grid: string;
  background: string;
}

type Colors = import("./kit/colors.js").Colors;

/** A place on a canvas in CSS pixels, within the axes; `size` of a square. */
interface Box {
  left: number;
  top: number;
  width: number;
  height: number;
}
interface Square extends Box {
  size: number;
}
type Domain = [number, number] | number[];
interface Axis {
  domain: Domain;
  ticks: number[];
}

/** Handlers by `on…`; every other attribute as a text, or left out where it is null or false. */
type Handlers = { [K in keyof GlobalEventHandlers as K extends `on${string}` ? K : never]?: GlobalEventHandlers[K] };
interface Attributes extends Handlers {
  [name: string]: unknown;
}
type Child = Node | string | null | undefined;

/** Samples of a picture or numbers of a row, as they are drawn. */
interface Drawn {
  data: ArrayLike<number>;
  shape?: number[];
}

/** What Plotly is given; the schema is Plotly's own. */
type Trace = { [name: string]: unknown };
type PlotLayout = { [name: string]: unknown };
interface PlotOptions {
  layout: PlotLayout;
  axis: PlotLayout;
  config: object;
}
interface PlotElement extends HTMLDivElement {
  on(event: string, handler: (event: PlotEvent) => void): void;
}
interface PlotEvent {
  points?: { [name: string]: unknown }[];
  [name: string]: unknown;
}
interface PlotlyScript {
  react(element: HTMLElement, traces: Trace[], layout: PlotLayout, config: object): Promise<unknown>;
  purge(element: HTMLElement): void;
}

/** What a page is given by Python besides its data. */
interface Options {
  palette?: Record<Theme, Palette>;
  plots?: Record<Theme, PlotOptions>;
  height?: number;
  [name: string]: unknown;
}
interface PageData {
  language?: string;
  options?: Options;
  token?: string;
  /** Between which a learning rate may be. */
  rates?: { ge: number; le: number };
  has_companion?: boolean;
  [name: string]: unknown;
}
type Tell = (name: string, value: unknown) => void;
interface Mounted {
  parentElement: HTMLElement;
  data?: PageData;
  setTriggerValue: Tell;
  setStateValue: Tell;
}

// Of the browsers that can show a page at all.

interface ParentNode {
  querySelector(selectors: string): HTMLElement | null;
}
interface CanvasRenderingContext2D {
  createPattern(image: CanvasImageSource, repetition: "repeat"): CanvasPattern;
}
interface Window {
  Plotly?: PlotlyScript;
  /** For tests in a browser. */
  [handle: `__${string}`]: unknown;
}
