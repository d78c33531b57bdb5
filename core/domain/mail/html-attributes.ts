import { cleanStyle } from './html-style.ts'

const COLOUR = /^(?:#[\da-f]{3,8}|[a-z]{1,30})$/i
const LENGTH = /^\d{1,5}(?:\.\d{1,3})?(?:px|%)?$/
const NUMBER = /^\d{1,5}$/
const ALIGN = /^(?:left|right|center|justify|top|middle|bottom|baseline|absmiddle)$/i
const TEXT_LENGTH_MAX = 500
const TEXT = /^/

/** Attributes that any element may have, and what each may say. */
const ATTRIBUTES: Record<string, RegExp> = {
  align: ALIGN,
  alt: TEXT,
  bgcolor: COLOUR,
  border: NUMBER,
  cellpadding: NUMBER,
  cellspacing: NUMBER,
  color: COLOUR,
  colspan: NUMBER,
  dir: /^(?:ltr|rtl|auto)$/i,
  face: /^[\p{L}\p{N}\s,._-]*$/u,
  height: LENGTH,
  lang: /^[a-z\d-]{1,35}$/i,
  rowspan: NUMBER,
  size: /^[+-]?\d$/,
  start: /^-?\d{1,5}$/,
  title: TEXT,
  type: /^(?:[1aAiI]|disc|circle|square)$/,
  valign: ALIGN,
  width: LENGTH,
}

/** The attributes that are kept, with what they may say; links and pictures get theirs elsewhere. */
export function cleanAttributes(element: string, sent: Readonly<Record<string, string>>): Record<string, string> {
  const kept: Record<string, string> = {}
  for (const [name, allowed] of Object.entries(ATTRIBUTES)) {
    const value = sent[name]?.slice(0, TEXT_LENGTH_MAX).toWellFormed().trim()
    if (value && allowed.test(value) && isOf(name, element)) kept[name] = value
  }
  const style = cleanStyle(sent.style ?? '')
  if (style !== '') kept.style = style
  return kept
}

const isOf = (name: string, element: string) =>
  name === 'alt' ? element === 'img' : name !== 'type' || /^(?:ol|ul|li)$/.test(element)
