/** Millionths of a dollar as a decimal, exactly. */
export function dollars(micros: number): string {
  const digits = String(micros).padStart(7, '0')
  return `${digits.slice(0, -6)}.${digits.slice(-6)}`
}
