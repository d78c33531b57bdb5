declare module 'subset-font' {
  export default function subsetFont(
    font: Uint8Array,
    text: string | undefined,
    options: { keepAllGlyphs: true; targetFormat: 'truetype'; noHinting: boolean; variationAxes: { wght: number } },
  ): Promise<Uint8Array>
}
