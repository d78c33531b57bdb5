const GAP = 4
const EDGE = 8

/** Puts a popover under its anchor, above it where there is no room below; both stay inside the window. */
export function placeUnder(anchor: Element, popup: HTMLElement, align: 'start' | 'end' = 'start'): void {
  const at = anchor.getBoundingClientRect()
  const { offsetWidth: width, offsetHeight: height } = popup
  const left = align === 'start' ? at.left : at.right - width
  const below = at.bottom + GAP
  const fitsBelow = below + height <= innerHeight - EDGE || at.top < innerHeight - at.bottom
  popup.style.left = `${Math.max(EDGE, Math.min(left, innerWidth - width - EDGE))}px`
  popup.style.top = `${fitsBelow ? below : Math.max(EDGE, at.top - GAP - height)}px`
}
