import { type Cue, cue } from './cue.ts'

// A bill that is due to be written: the customer asks for it in other words, or somebody of the house tells what was done.

const ASKED_FOR: Cue[] = [
  cue(
    'DRAFT_INVOICE',
    8.2,
    'what (?:she|he|they|we|i|it) ow(?:e|es)(?! you (?:still|already))|(?:nothing|something|anything) to pay(?! (?:for|by))',
    '(?:so|and|then|till|til|until) (?:that )?(?:i|we)(?:.?ll| can| will|.d)? (?:pay|settle|sort|square|transfer|get you paid|get it sorted|put it through|do a transfer)(?: (?:ye|you|u|up|it))?(?=[ .,!?]|$)',
    '(?:never|didn.?t|did not|haven.?t|havent|hasn.?t|not) (?:gave|give|given|had|get|got|received|receive|seen|left|leave|sent)(?: (?:me|us|her|him|a|an|any|the|your|ur|yet))* (?:docket|bill|invoice|paperwork|receipt)',
    '(?:on|with) (?:your |a )?(?:headed paper|letterhead|company letterhead)|made out to|(?:put|have|with) (?:the|our) (?:po|purchase order|cost cent(?:re|er)|vat|abn|gst|ein) ?(?:number|no|code)?|proper (?:tax )?(?:invoice|bill|receipt)|(?<!(?:your|our) )(?:vat|gst|tax) (?:receipt|invoice|bill)',
    '(?:for|need it for) (?:the |our |my )?(?:insurance|taxes|tax return|accountant|bookkeeper|expenses|landlord|records)(?=[^.?!\\n]{0,40}(?:bill|invoice|receipt|paperwork|\\?|$))',
    '(?:sort|square|settle) (?:up )?(?:with )?(?:you|ye|yous) (?:up|for)|fix (?:you|ye) up for',
  ),
  cue(
    'DRAFT_INVOICE',
    8.2,
    'was (?:du|sie|ihr|er)(?: dafür| noch| von (?:mir|uns))* (?:bekommst|bekommen|bekommt|kriegst|kriegt)|was (?:ich|wir) (?:ihnen|euch|dir) (?:schuld|noch schuld|schuldig)\\p{L}*',
    'auf (?:den namen|die firma)|auszustellen|ausstellen auf|rechnungsadresse|rechnungsanschrift|kostenstelle|bestellnummer angeben|mit ausgewiesener|für die (?:steuer|versicherung|buchhaltung|hausverwaltung)',
    'damit (?:ich|wir) (?:es |das |sie |den betrag )?(?:überweisen|bezahlen|zahlen|begleichen|anweisen|buchen)|dann (?:überweise|zahle|bezahle) (?:ich|wir)',
  ),
  cue(
    'DRAFT_INVOICE',
    8.2,
    'ce (?:qu.on|que (?:je|nous|l.on)) (?:vous |te )?(?:dois|doit|devons)|la (?:douloureuse|note)(?! de frais)',
    'numéros? de (?:tps|tvq|tva)|au nom de (?!mon|ma|tout|toute)|à l.ordre de|adresse de facturation|pour (?:ma|notre|la) (?:compta|comptabilité|assurance|déclaration|mutuelle)',
    '(?:je|on|nous) (?:vous |te )?(?:fais|fait|ferai|lance|ferons) (?:partir )?(?:le|un) virement (?:dans|dès|tout|aussitôt|de suite)|(?:pour|et) (?:que )?(?:je|on|nous) (?:vous |te )?(?:puisse|puissions|règle|paie|vire)',
  ),
  cue(
    'DRAFT_INVOICE',
    8.9,
    'timbr(?:e|en|ar|es|arme|arla)\\p{L}*|cfdi|rfc|uso (?:de )?(?:cfdi|gastos)|constancia (?:de situaci[oó]n )?fiscal|datos (?:fiscales|de facturaci[oó]n)|(?:factura|boleta) (?:a|b|c) nombre|comprobante fiscal',
    'lo que (?:se |le |te |os )?deb(?:o|e|emos)(?! desde)|a nombre de (?:la|el|mi|nuestr\\p{L}+|\\p{L}+ (?:s\\.?l|s\\.?a|ltda|sas))',
    '(?:se |te |le )+(?:lo )?(?:pago|transfiero|deposito) en cuanto (?:me )?(?:llegue|tenga la|reciba la)|para (?:la declaraci[oó]n|mi contador|mi gestor|el seguro|la gestor[ií]a)',
  ),
]

/** How somebody of the house writes down what is to be billed. */
const NOTED: Cue[] = [
  cue(
    'DRAFT_INVOICE',
    7.7,
    '(?:do|write|make|knock|draw|type|run) (?:her|him|them|it|this|that|one|the job) (?:one )?up|(?:put|run|stick) (?:it |that |them |this )?(?:thru|through) vat|(?:add|no) (?:the )?(?:vat|gst)',
    '(?:charge|bill|invoice) (?:the |at (?:the )?|her |him |them )?(?:usual|normal|same|standard|agreed)(?! (?:time|place|day))|same (?:price|rate|as) (?:as )?last time|\\d+ like last time|(?:at|usual|normal) (?:the )?(?:usual|normal|church|trade|mates|day|hourly) rate',
    'out to (?:him|her|them) (?:in|by|today|tomorrow|asap|tonight)|(?:bill|invoice) (?:before|by|at|this|today|tomorrow|end|monthly|for)|(?:she|he|they) (?:says|said|wants?)[^.?!\\n]{0,30}(?:e-?mail|post|send|print)[^.?!\\n]{0,15}(?:ow|bill|invoice)',
    '(?:labou?r|materials|parts|call ?-?out|travel|mileage|delivery|fuel surcharge|tip fee)[: ]{1,2}(?:charge |fee |was |at |@ ?)?\\p{Sc}?\\d+|\\p{Sc}?\\d+(?:[.,]\\d\\d)? (?:for )?(?:the )?(?:labou?r|materials|parts|call ?-?out|travel)',
    '\\d+(?:[.,]\\d+)? ?(?:man ?hours|hrs? labou?r|hours? labou?r|hours? (?:me|him|each|of work|on site)|hrs? (?:me|each|on site)|days? (?:digger|on site|labou?r))',
  ),
  cue(
    'DRAFT_INVOICE',
    7.7,
    '(?:kann|können|muss|soll|sollte) (?:so )?(?:heute |morgen |dann )?(?:raus|abgerechnet werden)|(?:bitte )?(?:fakturieren|verrechnen|in rechnung)',
    '(?:anfahrt|arbeitszeit|material|entsorgung|grüngut|kleinteile|fahrtkosten|lohn)[: ]{1,2}(?:pauschal )?\\d+|(?:anfahrt|material|entsorgung)[^.?!\\n]{0,10}(?:pauschal|schenk|geschenkt|extra|wie immer)',
    '(?:à|a) envoyer (?:à|a) (?:la|le|l.|m|mme|sa|son|leur)|(?:dépl|déplacement|main d.œuvre|main d.oeuvre|mo|fournitures|pièces)\\.?[: ]{1,2}\\d+|tarif habituel|comme d.habitude|(?:à|a) facturer',
    '(?:desplazamiento|mano de obra|materiales?|salida|traslado|viaje)[: ]{1,2}\\p{Sc}?\\d+|(?:para|hay que|a) facturar|(?:c[oó]br|factur)(?:ale|arle|arles|ales|enle)|mandar(?:le|les|sela) la (?:factura|cuenta)|precio de siempre|lo de siempre',
  ),
]

export const BILLING: readonly Cue[] = [...ASKED_FOR, ...NOTED]
