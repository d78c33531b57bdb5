import type { ComponentChildren } from 'preact'

/** Places, so links: the address says where one is. */
export function TabLinks({
  label,
  tabs,
  current,
}: {
  label: string
  current: string
  tabs: readonly { href: string; label: ComponentChildren }[]
}) {
  return (
    <nav class="tabs" aria-label={label}>
      {tabs.map((tab) => (
        <a key={tab.href} href={tab.href} aria-current={tab.href === current ? 'page' : undefined}>
          {tab.label}
        </a>
      ))}
    </nav>
  )
}
