import type { ComponentChildren } from 'preact'
import { PageHeading } from '../../components/heading.tsx'
import { Tile } from '../../components/tile.tsx'
import { Toasts } from '../../components/toasts.tsx'

/** The frame of the pages before one is inside. */
export function Gate({
  title,
  lead,
  children,
  foot,
}: {
  title: string
  lead?: ComponentChildren
  children: ComponentChildren
  foot?: ComponentChildren
}) {
  return (
    <div class="gate">
      <main>
        <div class="brand">
          <Tile name="SMB Hub" logo={null} />
          <span class="strong">SMB Hub</span>
        </div>
        <div class="card stack loose">
          <div class="stack tight">
            <PageHeading title={title} />
            {lead && <p class="muted">{lead}</p>}
          </div>
          {children}
        </div>
        {foot && <p class="gate-foot muted">{foot}</p>}
      </main>
      <Toasts />
    </div>
  )
}
