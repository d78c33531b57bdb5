const TOKENS = /"(?:[^"\\]|\\.)*"|[{}[\]:,]/g

/** Parses a JSON object; null for anything else, and for an object that names a key twice at any depth (AU6, HD3). */
export function parseStrictObject(text: string): Record<string, unknown> | null {
  try {
    const value: unknown = JSON.parse(text)
    if (typeof value !== 'object' || value === null || Array.isArray(value) || repeatsKey(text)) return null
    return value as Record<string, unknown>
  } catch {
    return null
  }
}

function repeatsKey(validJson: string): boolean {
  const open: Set<string>[] = []
  let word = ''
  for (const [token] of validJson.matchAll(TOKENS)) {
    if (token === '{' || token === '[') open.push(new Set())
    else if (token === '}' || token === ']') open.pop()
    else if (token === ':') {
      const seen = open.at(-1)
      if (seen?.has(word)) return true
      seen?.add(word)
    } else if (token !== ',') word = JSON.parse(token) as string
  }
  return false
}
