import { isUuid } from '../core/domain/kernel/ids.ts'

/** An address as the log may have it: words and our ids. Anything else may be a token, also where an address was mistyped (SE2). */
export const loggedPath = (path: string): string => path.split('/').map(loggable).join('/')

const loggable = (segment: string) =>
  segment === '' || segment === 'v1' || /^[a-z][a-z-]{0,24}$/.test(segment) || isUuid(segment) ? segment : '…'
