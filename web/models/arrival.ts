// The first page of a visit keeps the focus where the browser puts it; later ones move it to their heading.
let visits = 0

export function announceArrival(): boolean {
  visits += 1
  return visits > 1
}
