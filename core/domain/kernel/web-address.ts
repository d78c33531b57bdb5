/** A web address as it is typed, with or without `https://`; null for what is none. */
export function readWebAddress(typed: string): string | null {
  const address = /^(https?:)?\/\//i.test(typed) ? typed : `https://${typed}`
  return isWebAddress(address) ? address : null
}

/** Whether a text may stand in a link that others click: an absolute http or https address with a host and no user in it (XS2). */
function isWebAddress(text: string): boolean {
  if (!/^https?:\/\/[^\s\p{Cc}]+$/iu.test(text) || !URL.canParse(text)) return false
  const { protocol, hostname, username, password } = new URL(text)
  return (protocol === 'https:' || protocol === 'http:') && hostname.includes('.') && username === '' && password === ''
}
