import { isReadable, isVisible } from '../../core/domain/kernel/contrast.ts'

const LABEL = '#FFFFFF'
const DARK_SURFACE = '#1B1D1A'

/** The tokens of the owner's app, as far as these pages use them; dark follows the system. */
const BASE = `:root{color-scheme:light;--bg:#F7F7F5;--surface:#FFF;--sunken:#EFEFEC;--text:#1B1C1A;--muted:#5A5D57;--border:#DEDFDA;--accent:#1F5FBF;--on:#FFF;--soft:#E8F0FC;--ok:#1E6B3A;--ok-soft:#E4F3E9;--warn:#8A5300;--warn-soft:#FCF0DC;--bad:#B3261E;--bad-soft:#FBE9E7;--pay:var(--accent);--on-pay:var(--on)}
@media(prefers-color-scheme:dark){:root{color-scheme:dark;--bg:#131412;--surface:#1B1D1A;--sunken:#0E0F0D;--text:#ECEDE9;--muted:#A6AAA0;--border:#30332E;--accent:#86B1F5;--on:#0E1A2C;--soft:#1C2A40;--ok:#7CCB98;--ok-soft:#17301F;--warn:#E9B562;--warn-soft:#352708;--bad:#F29A92;--bad-soft:#3B1A17}}
*{box-sizing:border-box}html{-webkit-text-size-adjust:100%}
body{margin:0;background:var(--bg);color:var(--text);font:16px/24px system-ui,-apple-system,"Segoe UI",Roboto,"Helvetica Neue",sans-serif;font-variant-numeric:tabular-nums;-webkit-font-smoothing:antialiased;overflow-wrap:anywhere}
h1,h2,p,dl,dd,ul{margin:0;padding:0}ul{list-style:none}a{color:var(--accent);text-underline-offset:2px}
:focus-visible{outline:2px solid var(--accent);outline-offset:2px}
main{max-width:560px;margin:0 auto;padding:16px 16px 24px}.bottom{padding-bottom:112px;scroll-padding-bottom:96px}
header{display:flex;gap:12px;align-items:center;padding:8px 0 20px}
.tile{display:grid;place-items:center;width:44px;height:44px;border-radius:10px;background:var(--pay);color:var(--on-pay);font-weight:600;flex:none}
.logo{height:44px;min-width:44px;max-width:min(200px,45%);border-radius:10px;object-fit:contain;flex:none}
h1{font-size:18px;line-height:24px;font-weight:600}h2{font-size:18px;line-height:24px;font-weight:600}
.m{color:var(--muted)}.s{font-size:14px;line-height:20px}.typed{white-space:pre-wrap}
.card{background:var(--surface);border:1px solid var(--border);border-radius:12px;padding:20px;margin-bottom:12px}
.amount{font-size:36px;line-height:40px;font-weight:650;letter-spacing:-.02em;margin:2px 0 4px}.amount span{display:inline-block;line-height:24px;font-size:16px;font-weight:400;letter-spacing:0;color:var(--muted)}
.pills{display:flex;flex-wrap:wrap;gap:8px;margin-top:8px}
.pill{display:inline-flex;align-items:center;height:24px;padding:0 10px;border-radius:999px;font-size:14px;line-height:20px;font-weight:600;background:var(--soft);color:var(--accent)}
.warn{background:var(--warn-soft);color:var(--warn)}.bad{background:var(--bad-soft);color:var(--bad)}.ok{background:var(--ok-soft);color:var(--ok)}
.note{border-radius:12px;padding:14px 20px;margin-bottom:12px;background:var(--soft);color:var(--accent)}.note.ok,.note.paid{background:var(--ok-soft);color:var(--ok)}.note.warn{background:var(--warn-soft);color:var(--warn)}
.paid{display:flex;gap:12px;align-items:center}.mark{width:32px;height:32px;border-radius:50%;background:var(--ok);display:grid;place-items:center;flex:none}
.mark svg{width:20px;height:20px;fill:none;stroke:var(--ok-soft);stroke-width:2.5;stroke-linecap:round;stroke-linejoin:round}
.pay{display:flex;align-items:center;justify-content:center;min-height:52px;width:100%;border:0;border-radius:10px;background:var(--pay);color:var(--on-pay);font:inherit;font-weight:600;cursor:pointer;text-decoration:none}
.bar{position:fixed;inset:auto 0 0 0;background:var(--surface);border-top:1px solid var(--border);padding:12px 16px calc(12px + env(safe-area-inset-bottom))}
.li{display:flex;justify-content:space-between;gap:16px;padding:10px 0;border-bottom:1px solid var(--border)}.li div{min-width:0}.n{text-align:right;white-space:nowrap;flex:none}
.sum{display:grid;grid-template-columns:1fr auto;row-gap:6px;margin-top:12px}.sum dd{text-align:right;white-space:nowrap;padding-left:16px}
.facts{grid-template-columns:auto 1fr}.facts dd{white-space:normal}.tot{font-weight:600;font-size:18px;border-top:1px solid var(--border);padding-top:8px;margin-top:2px}
.card h1+p,.card h2+p{margin-top:4px}
.ask label{display:block;font-size:14px;line-height:20px;margin:12px 0 4px}
textarea{display:block;width:100%;min-height:96px;padding:10px 12px;border:1px solid var(--muted);border-radius:8px;background:var(--surface);color:var(--text);font:inherit;resize:vertical}.ask .pay{margin-top:12px}
.thread{list-style:none;margin:0 0 12px;padding:0}.thread li{width:fit-content;max-width:88%;margin:0 0 8px;padding:10px 14px;border:1px solid var(--border);border-radius:12px;background:var(--surface)}.thread .own{margin-left:auto;background:var(--soft);border-color:var(--soft)}
.links{display:flex;flex-wrap:wrap;gap:0 20px;margin:4px 0 8px;font-size:14px}.links a{display:flex;align-items:center;min-height:44px}
.foot p+p{margin-top:8px}.gap{margin-top:16px}
.f{display:block;margin-top:12px}.f input,.f textarea{display:block;width:100%;margin-top:4px}input,textarea{min-height:44px;padding:8px 12px;border:1px solid var(--muted);border-radius:8px;background:var(--surface);color:var(--text);font:inherit}
input[type=checkbox]{width:20px;min-height:20px;height:20px;margin:0;accent-color:var(--accent);flex:none}.tick{display:flex;gap:10px;align-items:center;min-height:44px}.q{display:inline-block;width:120px!important}
.two{display:flex;align-items:center;justify-content:center;width:100%;min-height:44px;margin-top:8px;border:1px solid var(--muted);border-radius:10px;background:none;color:var(--text);font:inherit;cursor:pointer}summary{min-height:44px;display:flex;align-items:center;cursor:pointer}.wrong{color:var(--bad)}
@media(min-width:720px){main,.bottom{padding-bottom:32px}.bar{position:static;border:0;background:none;padding:0;margin:16px 0 0}}
@media print{.bar,.links,.ask{display:none}.card{break-inside:avoid}}`

/** The styles of a page; a brand's colour stands on its tile and on Pay where everybody can read the label on it. */
export function stylesFor(brand: string | null): string {
  if (brand === null || !isReadable(LABEL, brand)) return BASE
  const own = `:root{--pay:${brand};--on-pay:${LABEL}}`
  if (isVisible(brand, DARK_SURFACE)) return `${BASE}${own}`
  return `${BASE}@media(prefers-color-scheme:light){${own}}`
}
