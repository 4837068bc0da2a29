// What the pictures of a data set are given. For the checks only.

type Paint = (place: number) => number[];

/** A class: its name, and its mean picture and its pictures as bytes in base64. */
interface GalleryGroup {
  label: string;
  mean: string;
  pictures: string;
}

/** Pictures of a size; `across` in one line; `chosen` is the place of one among all of them. */
interface GalleryData extends PageData {
  width: number;
  height: number;
  channels: number;
  groups: GalleryGroup[];
  across: number;
  chosen: number;
}

/** One picture, its bytes and the float32 numbers that enter the network, both in base64. */
interface UnrollingData extends PageData {
  width: number;
  height: number;
  channels: number;
  pixels: string;
  numbers: string;
}

/** Where what is drawn stands, in CSS pixels: `cell` of a pixel, `per` numbers of a row, `long` and `each` of those. */
interface UnrollingPlaces {
  wide: number;
  cell: number;
  left: number;
  top: number;
  strip: number;
  per: number;
  long: number;
  each: number;
}
