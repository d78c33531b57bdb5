import { element, leaf, type XmlElement } from './xml.ts'

// A syntax is a table of fields, in the order of its schema: the same table reads a file and writes one.

export type Values = Record<string, unknown>

/** What writing needs to know of the whole document. */
export interface Writing {
  currency: string
  taxCurrency: string
}

export interface Field {
  read(from: XmlElement, into: Values): void
  write(of: Values, writing: Writing): XmlElement[]
  /** Whether an element can be what this is a field of. */
  fits?(from: XmlElement): boolean
}

export const childrenOf = ({ children }: XmlElement, name: string) => children.filter((child) => child.name === name)
export const said = ({ text }: XmlElement) => text.trim()

/** The text of an element. */
export const text = (name: string, key: string): Field => ({
  read(from, into) {
    const found = childrenOf(from, name).map(said).find(Boolean)
    if (found !== undefined) into[key] ??= found
  },
  write: (of) => (of[key] === undefined ? [] : [leaf(name, of[key] as string)]),
})

/** The texts of all elements of a name. */
export const texts = (name: string, key: string): Field => ({
  read(from, into) {
    into[key] = childrenOf(from, name).map(said).filter(Boolean)
  },
  write: (of) => (of[key] as string[]).map((each) => leaf(name, each)),
})

/** An amount, of the currency of the document. */
export const amount = (name: string, key: string): Field => ({
  read: text(name, key).read,
  write: (of, { currency }) => (of[key] === undefined ? [] : [leaf(name, of[key] as string, { currencyID: currency })]),
})

/** A text with an attribute that is a field of its own, such as a quantity with the code of its unit. */
export const withAttribute = (name: string, key: string, attribute: string, attributeKey: string): Field => ({
  read(from, into) {
    const found = childrenOf(from, name)[0]
    if (!found) return
    if (said(found)) into[key] ??= said(found)
    const more = found.attributes[attribute]?.trim()
    if (more) into[attributeKey] ??= more
  },
  write: (of) =>
    of[key] === undefined
      ? []
      : [
          leaf(
            name,
            of[key] as string,
            of[attributeKey] === undefined ? {} : { [attribute]: of[attributeKey] as string },
          ),
        ],
})

export const quantity = (name: string, key: string, unitKey: string): Field =>
  withAttribute(name, key, 'unitCode', unitKey)

export interface Scheme {
  scheme: string
  version?: string
}
const SCHEME: Scheme = { scheme: 'schemeID' }

/** An `Identifier`; the attributes that name its scheme differ. */
export const id = (name: string, key: string, names: Scheme = SCHEME): Field => ({
  read(from, into) {
    const found = childrenOf(from, name).find(said)
    if (found) into[key] ??= identifier(found, names)
  },
  write: (of) => (of[key] === undefined ? [] : [identified(name, of[key] as Values, names)]),
})

function identifier(found: XmlElement, names: Scheme): Values {
  const scheme = found.attributes[names.scheme]
  const version = names.version && found.attributes[names.version]
  return { value: said(found), ...(scheme ? { scheme } : {}), ...(version ? { version } : {}) }
}

const identified = (name: string, { value, scheme, version }: Values, names: Scheme) =>
  leaf(name, value as string, {
    ...(scheme ? { [names.scheme]: scheme as string } : {}),
    ...(version && names.version ? { [names.version]: version as string } : {}),
  })

/** A value that says what its element is. */
export const fixed = (name: string, value: string, also: readonly string[] = []): Field => ({
  read() {},
  write: () => [leaf(name, value)],
  fits: (from) => childrenOf(from, name).some((child) => said(child) === value || also.includes(said(child))),
})

/** The same where it is anything but that. */
export const otherThan = (name: string, value: string, written: string): Field => ({
  read() {},
  write: () => [leaf(name, written)],
  fits: (from) => childrenOf(from, name).every((child) => said(child) !== value),
})

const fitsAll = (fields: readonly Field[]) => (from: XmlElement) => fields.every(({ fits }) => fits?.(from) ?? true)
const isSaid = ({ fits }: Field) => fits === undefined

/** Fields one element further in, of the same object. Without anything to say there is no element. */
export const inside = (name: string, fields: readonly Field[]): Field => {
  const fits = fitsAll(fields)
  return {
    read(from, into) {
      for (const found of childrenOf(from, name).filter(fits)) readFields(fields, found, into)
    },
    write: (of, writing) => elementOf(name, fields, of, writing),
  }
}

/** The same where all that stands there says what the element around it is; what is left out says nothing. */
export const fixedInside = (name: string, field: Field): Field => ({
  read() {},
  write: (of, writing) => [element(name, field.write(of, writing))],
  fits: (from) => field.fits!(childrenOf(from, name)[0] ?? element(name, [])),
})

/** Fields one element further in, that an object has beside others. */
export const part = (name: string, key: string, fields: readonly Field[]): Field => ({
  read(from, into) {
    const values: Values = {}
    for (const found of childrenOf(from, name)) readFields(fields, found, values)
    into[key] = { ...values, ...(into[key] as Values | undefined) }
  },
  write: (of, writing) => elementOf(name, fields, of[key] as Values, writing),
})

/** An object of its own. */
export const group = (name: string, key: string, fields: readonly Field[]): Field => {
  const fits = fitsAll(fields)
  return {
    read(from, into) {
      const found = childrenOf(from, name).find(fits)
      const values = found && valuesOf(fields, found)
      if (values && !isEmpty(values)) into[key] ??= values
    },
    write: (of, writing) => (of[key] === undefined ? [] : elementOf(name, fields, of[key] as Values, writing)),
  }
}

/** All objects of a name. */
export const many = (name: string, key: string, fields: readonly Field[]): Field => {
  const fits = fitsAll(fields)
  return {
    read(from, into) {
      into[key] = childrenOf(from, name)
        .filter(fits)
        .map((found) => valuesOf(fields, found))
    },
    write: (of, writing) => (of[key] as Values[]).flatMap((each) => elementOf(name, fields, each, writing)),
  }
}

/** All identifiers of a name, each in an element of its own or beside each other. */
export const ids = (name: string, key: string, within: string | null = null, names: Scheme = SCHEME): Field => ({
  read(from, into) {
    const places = within ? childrenOf(from, within) : [from]
    const found = places.flatMap((place) => childrenOf(place, name).filter(said))
    into[key] = [...((into[key] as Values[] | undefined) ?? []), ...found.map((each) => identifier(each, names))]
  },
  write: (of) =>
    (of[key] as Values[]).map((each) => {
      const written = identified(name, each, names)
      return within ? element(within, [written]) : written
    }),
})

const isEmpty = (values: Values) =>
  Object.values(values).every((value) => value === undefined || (Array.isArray(value) && value.length === 0))

function elementOf(name: string, fields: readonly Field[], of: Values, writing: Writing): XmlElement[] {
  const isAnything = fields.filter(isSaid).some((field) => field.write(of, writing).length > 0)
  return isAnything ? [element(name, writeFields(fields, of, writing))] : []
}

export function valuesOf(fields: readonly Field[], from: XmlElement): Values {
  const values: Values = {}
  readFields(fields, from, values)
  return values
}

const readFields = (fields: readonly Field[], from: XmlElement, into: Values): void => {
  for (const field of fields) field.read(from, into)
}

export const writeFields = (fields: readonly Field[], of: Values, writing: Writing): XmlElement[] =>
  fields.flatMap((field) => field.write(of, writing))
