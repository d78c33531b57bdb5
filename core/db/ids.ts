/** UUIDv7: PostgreSQL 15 cannot make them, and their order keeps inserts local. All but the time is random, as in version 4. */
export function newId(): string {
  const time = Date.now().toString(16).padStart(12, '0')
  return `${time.slice(0, 8)}-${time.slice(8)}-7${crypto.randomUUID().slice(15)}`
}
