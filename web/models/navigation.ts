type Route = (url: string, replace?: boolean) => void

let route: Route = (url) => location.assign(url)

/** The router hands its function over once; keys and menus live outside of any component. */
export function setRoute(next: Route): void {
  route = next
}

export const go = (url: string, replace = false) => route(url, replace)

/** The address with some query values changed; an empty value leaves the address. */
export function withQuery(url: string, changes: Record<string, string | null | undefined>): string {
  const next = new URL(url, location.origin)
  for (const [name, value] of Object.entries(changes)) {
    if (value) next.searchParams.set(name, value)
    else next.searchParams.delete(name)
  }
  return next.pathname + next.search
}

/** Narrows the page that shows `url`, in its address. Whoever has left it since he typed is not taken back. */
export function narrow(url: string, changes: Record<string, string | null | undefined>): void {
  if (new URL(url, location.origin).pathname === location.pathname) go(withQuery(url, changes), true)
}
