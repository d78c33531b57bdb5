const UUID = /^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/

/** Whether a text has the shape of our ids: a lower-case UUID. Any other shape is simply not found (DESIGN 8). */
export function isUuid(text: string): boolean {
  return UUID.test(text)
}
