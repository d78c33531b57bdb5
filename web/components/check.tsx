export function Check(props: {
  label: string
  checked: boolean
  onChange: (on: boolean) => void
  isSwitch?: boolean
  disabled?: boolean
}) {
  return (
    <label class={`check${props.isSwitch ? ' switch' : ''}`}>
      <input
        type="checkbox"
        role={props.isSwitch ? 'switch' : undefined}
        checked={props.checked}
        disabled={props.disabled}
        onChange={(event) => props.onChange(event.currentTarget.checked)}
      />
      <span>{props.label}</span>
    </label>
  )
}
