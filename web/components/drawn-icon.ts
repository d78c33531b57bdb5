import { type ComponentType, h } from 'preact'

interface Drawn {
  node: readonly (readonly [tag: string, attributes: Record<string, string>])[]
}

const LINES = {
  xmlns: 'http://www.w3.org/2000/svg',
  viewBox: '0 0 24 24',
  fill: 'none',
  stroke: 'currentColor',
  'stroke-width': 2,
  'stroke-linecap': 'round',
  'stroke-linejoin': 'round',
}

/** What makes a component of an icon's lines, in place of Lucide's own, which would be a twentieth of the first load (vite.config.ts). */
export default ({ node }: Drawn): ComponentType<object> =>
  (props) =>
    h(
      'svg',
      { ...LINES, ...props },
      node.map(([tag, attributes]) => h(tag, attributes)),
    )
