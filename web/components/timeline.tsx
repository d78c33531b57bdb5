import { shortInstant } from '../models/format.ts'

export interface TimelineEntry {
  key: string | number
  text: string
  at: string
  look?: 'good' | 'seen' | 'alert' | 'next' | ''
  href?: string
}

export function Timeline({ entries, label }: { entries: readonly TimelineEntry[]; label: string }) {
  return (
    <ol class="timeline" aria-label={label}>
      {entries.map((entry) => (
        <li key={entry.key} class={entry.look}>
          <div class="inline top">
            <span class="grow">{entry.href ? <a href={entry.href}>{entry.text}</a> : entry.text}</span>
            <time class="meta muted nowrap" dateTime={entry.at}>
              {entry.at.includes('T') ? shortInstant(entry.at) : entry.at}
            </time>
          </div>
        </li>
      ))}
    </ol>
  )
}
