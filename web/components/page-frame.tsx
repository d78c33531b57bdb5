import type { ComponentChildren } from 'preact'
import { PageHeading } from './heading.tsx'

/** The frame of a list page: it stays while its inside loads, fails or empties. */
export function PageFrame({
  title,
  actions,
  tabs,
  children,
}: {
  title: string
  actions?: ComponentChildren
  tabs?: ComponentChildren
  children: ComponentChildren
}) {
  return (
    <div class="page">
      <header class="page-header">
        <div class="grow">
          <PageHeading title={title} />
        </div>
        {actions}
      </header>
      {tabs}
      {children}
    </div>
  )
}
