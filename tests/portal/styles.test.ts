import { describe, expect, it } from 'vitest'
import { stylesFor } from '../../workers/portal/styles.ts'

const plain = stylesFor(null)

describe('the colour of the brand', () => {
  it('stands on Pay where white can be read on it', () => {
    expect(stylesFor('#C2410C')).toBe(`${plain}:root{--pay:#C2410C;--on-pay:#FFFFFF}`)
  })

  it('is left to the light scheme when it drowns in the dark one', () => {
    expect(stylesFor('#101060')).toBe(
      `${plain}@media(prefers-color-scheme:light){:root{--pay:#101060;--on-pay:#FFFFFF}}`,
    )
  })

  it.each(['#FFEE00', '#87CEEB', '', 'red', '#000000}body{display:none', 'url(https://evil.example)', '#12345'])(
    '%j is not used',
    (colour) => expect(stylesFor(colour)).toBe(plain),
  )
})
