/** The day and the clock of an instant in a zone, as an English letter names them. */
export function whenOf(at: string, zone: string): { day: string; clock: string } {
  const instant = new Date(at)
  const day = new Intl.DateTimeFormat('en-GB', { dateStyle: 'long', timeZone: zone }).format(instant)
  const clock = new Intl.DateTimeFormat('en-GB', { timeStyle: 'short', timeZone: zone }).format(instant)
  return { day, clock }
}
