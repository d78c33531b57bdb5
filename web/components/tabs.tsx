import type { ComponentChildren } from 'preact'
import { useLayoutEffect, useRef } from 'preact/hooks'

/** Places, so links: the address says where one is. Of more than fit, the one where one is stands in the middle. */
export function TabLinks({
  label,
  tabs,
  current,
}: {
  label: string
  current: string
  tabs: readonly { href: string; label: ComponentChildren }[]
}) {
  const nav = useRef<HTMLElement>(null)
  useLayoutEffect(() => {
    const here = nav.current?.querySelector<HTMLElement>('[aria-current]')
    if (here) nav.current!.scrollLeft = here.offsetLeft + here.offsetWidth / 2 - nav.current!.clientWidth / 2
  }, [current, tabs.length])
  return (
    <nav class="tabs" aria-label={label} ref={nav}>
      {tabs.map((tab) => (
        <a key={tab.href} href={tab.href} aria-current={tab.href === current ? 'page' : undefined}>
          {tab.label}
        </a>
      ))}
    </nav>
  )
}
