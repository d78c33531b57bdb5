/** A number as it will be given out: `RE-{YYYY}-` with 3 digits is `RE-2026-007`; the same as `app.written_number`. */
export const documentNumber = (prefix: string, digits: number, number: number, day: string): string =>
  prefix.replaceAll('{YYYY}', day.slice(0, 4)).replaceAll('{YY}', day.slice(2, 4)) +
  String(number).padStart(digits, '0')
