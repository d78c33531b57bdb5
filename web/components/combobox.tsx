import { ChevronDown } from 'lucide-preact'
import type { ComponentChildren, RefObject } from 'preact'
import { useEffect, useId, useRef, useState } from 'preact/hooks'
import { useAutoFocus } from './auto-focus.ts'
import { Field, type FieldProps, type Wiring } from './field.tsx'
import { Icon } from './icon.tsx'
import { placeUnder } from './popup.ts'

export interface Option {
  value: string
  label: string
  detail?: string
}

export interface ComboboxProps extends FieldProps {
  id?: string
  text: string
  options: readonly Option[]
  onInput: (text: string) => void
  onChoose: (option: Option) => void
  onKeyDown?: (event: KeyboardEvent) => void
  onFocus?: () => void
  onBlur?: () => void
  placeholder?: string
  before?: ComponentChildren
  autoFocus?: boolean
  maxLength?: number
}

/** A text field with suggestions: arrows choose, Enter takes, Esc closes the list only. */
export function Combobox(props: ComboboxProps) {
  const listId = useId()
  const box = useRef<HTMLDivElement>(null)
  const field = useAutoFocus<HTMLInputElement>(props.autoFocus)
  const choice = useChoice(props)
  const { shown, active } = choice
  const list = useList(box, shown, active, props.options)
  const input = (wiring: Wiring) => (
    <input
      {...wiring}
      ref={field}
      role="combobox"
      aria-expanded={shown}
      aria-controls={listId}
      aria-autocomplete="list"
      aria-activedescendant={shown && active >= 0 ? `${listId}-${active}` : undefined}
      autocomplete="off"
      value={props.text}
      placeholder={props.placeholder}
      maxLength={props.maxLength}
      autofocus={props.autoFocus}
      onInput={(event) => choice.type(event.currentTarget.value)}
      onClick={choice.open}
      onFocus={props.onFocus}
      onBlur={choice.leave}
      onKeyDown={choice.keyDown}
    />
  )
  return (
    <Field {...props}>
      {(wiring) => (
        <>
          <div ref={box} class={`box${props.error ? ' invalid' : ''}`}>
            {props.before}
            {input(wiring)}
            <Icon of={ChevronDown} />
          </div>
          <div ref={list} id={listId} popover="manual" class="menu" role="listbox" aria-label={props.label}>
            {props.options.map((option, index) => (
              <Suggestion
                key={option.value}
                id={`${listId}-${index}`}
                option={option}
                selected={index === active}
                choose={() => choice.choose(option)}
              />
            ))}
          </div>
        </>
      )}
    </Field>
  )
}

/** Whether the list is open, and which of its options the arrows stand on. */
function useChoice({ options, onInput, onChoose, onKeyDown, onBlur }: ComboboxProps) {
  const [isOpen, setOpen] = useState(false)
  const [active, setActive] = useState(-1)
  const shown = isOpen && options.length > 0
  const choose = (option: Option | undefined) => {
    if (!option) return false
    setOpen(false)
    setActive(-1)
    onChoose(option)
    return true
  }
  const keyDown = (event: KeyboardEvent) => {
    const step = { ArrowDown: 1, ArrowUp: -1 }[event.key]
    if (step) {
      event.preventDefault()
      setOpen(true)
      setActive((active + step + options.length) % Math.max(options.length, 1))
    } else if (event.key === 'Escape' && shown) {
      event.preventDefault()
      event.stopPropagation()
      setOpen(false)
    } else if (event.key === 'Enter' && shown && choose(options[active])) event.preventDefault()
    else onKeyDown?.(event)
  }
  return {
    shown,
    active,
    choose,
    keyDown,
    open: () => setOpen(true),
    type: (text: string) => {
      setOpen(true)
      setActive(-1)
      onInput(text)
    },
    leave: () => {
      setOpen(false)
      onBlur?.()
    },
  }
}

/** Shows the list under its field while there is something to choose. */
function useList(box: RefObject<HTMLElement | null>, shown: boolean, active: number, options: readonly Option[]) {
  const list = useRef<HTMLDivElement>(null)
  useEffect(() => {
    const popup = list.current
    if (!popup) return
    if (!shown) return popup.hidePopover()
    popup.style.width = `${box.current?.offsetWidth ?? 240}px`
    popup.showPopover()
    if (box.current) placeUnder(box.current, popup)
    popup.children[active]?.scrollIntoView({ block: 'nearest' })
  }, [shown, active, options])
  return list
}

function Suggestion({
  id,
  option,
  selected,
  choose,
}: {
  id: string
  option: Option
  selected: boolean
  choose: () => void
}) {
  return (
    // biome-ignore lint/a11y/useKeyWithClickEvents: the keys are handled by the field that keeps the focus
    // biome-ignore lint/a11y/useFocusableInteractive: aria-activedescendant points here
    <div
      id={id}
      role="option"
      aria-selected={selected}
      class="menu-item"
      onMouseDown={(event) => event.preventDefault()}
      onClick={choose}
    >
      <span class="ellipsis grow">{option.label}</span>
      {option.detail && <span class="meta muted">{option.detail}</span>}
    </div>
  )
}
