const utf8 = new TextEncoder()

/** Rows as PostgreSQL writes records: what is empty, or has a quote, a backslash, a bracket, a comma or space in it, stands in quotes. */
export const recordText = (rows: readonly (readonly (string | null)[])[]): Uint8Array =>
  utf8.encode(rows.map((row) => `(${row.map(fieldOf).join(',')})\n`).join(''))

function fieldOf(value: string | null): string {
  if (value === null) return ''
  return value === '' || /["\\(), \t\n\v\f\r]/.test(value) ? `"${value.replaceAll(/["\\]/g, '$&$&')}"` : value
}
