import type { Params } from './form.ts'
import { invalid } from './problem.ts'

/** Refuses what Stripe refuses in any call: unknown names and empty strings. */
export function checkNames(params: Params, allowed: readonly string[]) {
  for (const [name, value] of Object.entries(params)) {
    if (!allowed.includes(name) && name !== 'expand') {
      throw invalid(`Received unknown parameter: ${name}`, name, 'parameter_unknown')
    }
    if (value === '' && name !== 'metadata') {
      const message = `You passed an empty string for '${name}'. We assume empty values are an attempt to unset a parameter; however '${name}' cannot be unset. You should remove '${name}' from your request or supply a non-empty value.`
      throw invalid(message, name, 'parameter_invalid_empty')
    }
  }
}

export function text(params: Params, name: string, path = name): string | null {
  const value = params[name]
  if (value === undefined) return null
  if (typeof value !== 'string') throw invalid(`Invalid string: ${path}`, path)
  return value
}

export function requiredText(params: Params, name: string, path = name): string {
  const value = text(params, name, path)
  if (value === null || value === '') throw invalid(`Missing required param: ${path}.`, path, 'parameter_missing')
  return value
}

export function integer(params: Params, name: string, path = name): number | null {
  const value = text(params, name, path)
  if (value === null) return null
  if (!/^-?\d{1,15}$/.test(value)) throw invalid(`Invalid integer: ${value}`, path, 'parameter_invalid_integer')
  return Number(value)
}

export function group(params: Params, name: string): Params {
  const value = params[name]
  if (value === undefined || value === '') return {}
  if (typeof value !== 'object' || Array.isArray(value)) throw invalid(`Invalid object`, name)
  return value
}

export function list(params: Params, name: string): (string | Params)[] {
  const value = params[name]
  if (value === undefined) return []
  if (!Array.isArray(value)) throw invalid(`Invalid array`, name)
  return value
}

export function webAddress(params: Params, name: string): string {
  const value = requiredText(params, name)
  if (!/^https?:\/\/[^\s/]+/i.test(value)) throw invalid('Not a valid URL', name, 'url_invalid')
  return value
}

export function metadata(params: Params, path = 'metadata'): Record<string, string> {
  const entries = Object.entries(group(params, 'metadata'))
  if (entries.length > 50) throw invalid('Metadata can have at most 50 keys', path)
  const result: Record<string, string> = {}
  for (const [key, value] of entries) {
    if (typeof value !== 'string' || key.length > 40 || value.length > 500) {
      throw invalid(`Metadata keys have at most 40 characters, values 500: ${key}`, `${path}[${key}]`)
    }
    if (value !== '') result[key] = value
  }
  return result
}
