import { PlainDialog } from '../../components/dialog.tsx'

const KEYS: readonly (readonly [keys: string, does: string])[] = [
  ['A', 'Approve and apply, or approve'],
  ['⇧ A', 'Make it though there is one like it'],
  ['E', 'Edit where the machine is least sure'],
  ['X', 'Reject with a reason'],
  ['Z or U', 'Undo the last decision'],
  ['N or J', 'Next'],
  ['P or K', 'Previous'],
  ['T', 'Take in hand, or release'],
  ['M', 'Note for the business'],
  ['Esc', 'Leave a field'],
  ['Ctrl ↵', 'Approve, or reject, from within a field'],
  ['?', 'Show these keys'],
]

export const KeysSheet = ({ close }: { close: () => void }) => (
  <PlainDialog title="Keys" onClose={close}>
    <div class="stack">
      {KEYS.map(([keys, does]) => (
        <p class="inline" key={keys}>
          <span class="grow">{does}</span>
          <kbd>{keys}</kbd>
        </p>
      ))}
    </div>
  </PlainDialog>
)
