// The fields of the classes of this folder: what their methods may count on. For the checks only.

export {};

declare module "./cells.js" {
  /** With what it shows: there is something before anything is drawn. */
  interface Cells extends Required<CellsGiven> {
    reach: number;
    layout?: CellLayout;
    /** The cell that is shown below. */
    place?: CellPlace | null;
    isPinned?: boolean;
    patch?: CellPatch | null;
    marked?: string;
    hovered?: string;
    /** The cell that the arrow keys have reached. */
    at?: CellPlace;
    image?: ImageData | null;
  }
}
