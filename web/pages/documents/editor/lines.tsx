import { Copy, Plus } from 'lucide-preact'
import type { ComponentChildren } from 'preact'
import { useLayoutEffect, useRef } from 'preact/hooks'
import { Button } from '../../../components/button.tsx'
import { FieldError } from '../../../components/field.tsx'
import { type DraftLine, emptyLine, isBlankLine } from '../../../models/document-draft.ts'
import { usualTax } from '../../../models/tax-rates.ts'
import { showUndo } from '../../../models/toasts.ts'
import { ChargesField } from './charges-field.tsx'
import { fieldId, useDraft, useEditing } from './context.ts'
import { LineFields } from './line-fields.tsx'
import { DepositField, DiscountField } from './share-field.tsx'
import { UnsavedNote } from './unsaved-note.tsx'
import { WordsButton } from './words-button.tsx'

/** `children` stand before the first one. */
export function Lines({ children }: { children?: ComponentChildren }) {
  const { errors } = useDraft()
  const { lines, addLine, changeLine, removeLine, box } = useLines()
  return (
    <section class="lines" aria-label="Lines" ref={box}>
      <span class="label">Lines</span>
      {children}
      {lines.map((line, index) => (
        <LineFields
          key={line.key}
          line={line}
          index={index}
          change={(changes) => changeLine(line.key, changes)}
          remove={() => removeLine(line.key)}
          next={() => addLine(index)}
        />
      ))}
      {errors.line_items && <FieldError id={fieldId('line_items')}>{errors.line_items}</FieldError>}
      <div class="inline line-actions">
        <Button look="accent" icon={Plus} onClick={() => addLine(lines.length - 1)}>
          Add line
        </Button>
        <span class="grow" />
        <DiscountField />
      </div>
      <div>
        <WordsButton />
      </div>
      <UnsavedNote of="discount" />
      <ChargesField />
      <DepositField />
      <UnsavedNote of="deposit" />
    </section>
  )
}

/** The lines and how they change; the cursor goes where the next thing is typed. */
export function useLines() {
  const { editor, rates } = useDraft()
  const box = useRef<HTMLElement>(null)
  const focusOn = useRef<number | null>(null)
  const { lines } = editor.draft.value

  // Before the next key arrives: who types fast must not lose the first letter to the field before.
  useLayoutEffect(() => {
    if (focusOn.current === null) return
    const line = box.current?.querySelectorAll('[data-line]')[focusOn.current]
    line?.querySelector('input')?.focus()
    focusOn.current = null
  })
  return {
    box,
    lines,
    addLine: (after: number) => {
      const following = lines[after + 1]
      focusOn.current = after + 1
      const isNeeded = !following || !isBlankLine(following)
      const next = emptyLine(lines[after]?.taxRateId ?? usualTax(rates))
      editor.change({ lines: isNeeded ? [...lines.slice(0, after + 1), next, ...lines.slice(after + 1)] : [...lines] })
    },
    changeLine: (key: number, changes: Partial<DraftLine>) =>
      editor.change({ lines: lines.map((line) => (line.key === key ? { ...line, ...changes } : line)) }),
    removeLine: (key: number) => {
      const at = lines.findIndex((line) => line.key === key)
      focusOn.current = Math.max(0, at - 1)
      const rest = lines.filter((line) => line.key !== key)
      editor.change({ lines: rest.length ? rest : [emptyLine(usualTax(rates))] })
      const removed = lines[at]
      if (!removed || isBlankLine(removed)) return
      showUndo('Line removed', () => {
        const { lines: now } = editor.draft.value
        const others = now.every(isBlankLine) ? [] : now
        editor.change({ lines: [...others.slice(0, at), removed, ...others.slice(at)] })
      })
    },
  }
}

/** A repeat in one tap: all of the last one to this contact but its days, and what named that one order. */
export function LikeLast() {
  const { kind, editor, last } = useEditing()
  if (!last || !editor.draft.value.lines.every(isBlankLine)) return null
  const repeat = () => {
    const { contact, issueDate, untilDate, reference, poNumber, ...same } = kind.draftOf(last)
    editor.change(same)
  }
  return (
    <div class="like-last">
      <Button icon={Copy} onClick={repeat}>
        Same as {kind.numberOf(last)} for {last.contact.display_name}
      </Button>
    </div>
  )
}
