/** Whether a text may stand in a link that others click: an absolute http or https address with a host and no user in it (XS2). */
export function isWebAddress(text: string): boolean {
  if (!/^https?:\/\/[^\s\p{Cc}]+$/iu.test(text) || !URL.canParse(text)) return false
  const { protocol, hostname, username, password } = new URL(text)
  return (protocol === 'https:' || protocol === 'http:') && hostname.includes('.') && username === '' && password === ''
}
