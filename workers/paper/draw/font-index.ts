// What the build says of the fonts beside the app (local/stack/fonts.ts).

/** A font that holds a part of a family's characters. */
export interface Slice {
  file: string
  bold: boolean
  /** `20-7e,a0`: its code points in hex. */
  ranges: string
}

export interface FontIndex {
  slices: Slice[]
}
