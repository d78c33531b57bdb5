import { type Cue, cue } from './cue.ts'

// A price that somebody wants to know, in other words than a quote's own.

export const PRICING: readonly Cue[] = [
  cue(
    'DRAFT_QUOTE',
    7.1,
    '(?:qoute|qoutation|quotaion|qote|kwote|quoet|estmate|esitmate|estimat|estimste|qoutes)s?',
    '(?:what|wat) (?:sort|kind|type) of (?:money|price|figure|cost|budget|number|ballpark)|(?:sort|kind) of money|how much (?:we|i|it).?(?:re|m|d|s) (?:talking|looking|going)|what (?:are|r) we (?:talking|looking at)|what.?s it (?:likely )?(?:to|gonna|going to) (?:cost|set|run)',
    '(?:rework|redo|revise|update|re-?do|re-?send|amend|tweak|re-?price|re-?cost) (?:it|the|your|that|this)[^.?!\\n]{0,40}(?:quote|price|estimate|with(?:out)?|just|send|minus)',
    '(?:do|send|give|knock) (?:me|us) (?:up )?(?:one|another|something) for|(?:cost|price) (?:it|this|that|me|us) up|(?:price|cost)s? (?:up|out)',
    '(?:sensible|fair|good|decent|keen|reasonable|sharp) (?:price|rate|quote)|(?:if|provided) (?:it|the price|that) (?:lands?|comes?|is)(?: in)? (?:under|below|around|within)|tender|rf[qp]|expression of interest',
    '(?:what|wat|how much)(?: would| wud| wd|.?d| do| does| will| can)? (?:you|u|ye|yous|yall|y.all|you guys|it) (?:charge|want|ask|be looking|look|take|rob)|(?:looking|after|want|need|wanting) (?:for )?(?:a )?(?:rough |ballpark |guide )?(?:price|figure|cost|quote|idea of (?:price|cost))',
    '(?:do|does) (?:yall|y.all|ye|yous|you|u)[^\\n]{0,120}(?:what.?s the damage|how much|hm|price)',
  ),
  cue(
    'DRAFT_QUOTE',
    7.1,
    'in welchem (?:rahmen|preis\\p{L}*|bereich)|größenordnung|preisrahmen|kostenrahmen|kostenpunkt|hausnummer(?= (?:preis|kosten|was|nennen))|was (?:würd|wär|käm)\\p{L}* (?:sie|ihr|du|das|uns|mich|so|da|denn|ungefähr|etwa)[^?!\\n]{0,30}(?:nehmen|verlangen|kosten|kommen|aufrufen|ausmachen|\\?)',
    '(?:mit was|womit|mit wie ?viel) (?:muss|müssen|darf|dürfen|kann)|was (?:nehmt|nimmst|nehmen|verlangt|kost|kostn|kostet|macht)(?: (?:ihr|du|sie|ma|man|das|ihr da))?(?=[ ?])|was (?:ruft|rufen) (?:ihr|sie)[^?!\\n]{0,20}auf|preislich|preis(?:e)? (?:nennen|schicken|machen|sagen)',
    '(?:vous|tu|ils?) (?:prendriez|prenez|prends|feriez|fais|demandez|demanderiez)[^?!\\n]{0,10} combien|(?:ça|ca|cela) (?:irait|va|monte|monterait|tourne|tournerait|ferait|fait|coûterait|reviendrait)[^?!\\n]{0,15} (?:chercher|combien|autour|dans les)|(?:quel|votre|un) (?:budget|ordre de (?:prix|grandeur))|fourchette|chiffr(?:er|age|ez)|(?:faire|donner|avoir) un (?:prix|tarif|ordre)',
    'presu(?:puest\\p{L}*|s)?|propuesta (?:econ[oó]mica|comercial)|oferta econ[oó]mica|cotizar?|cu[aá]nto (?:me|nos) (?:sale|cobr|saldr|costar|pide|estar)\\p{L}*|(?:m[aá]s o menos|aproximad\\p{L}*|como) (?:cu[aá]nto|qu[eé] precio|en cu[aá]nto)|(?:en|por) cu[aá]nto (?:me|nos|sale|est[aá]|anda|qued)\\p{L}*|qu[eé] (?:valor|costo|precio|tarifa)|(?:pasar|pasame|p[aá]same|mandar|mandame|dar) (?:un |el |los )?(?:precio|valor|costo)s?',
  ),
]
