import { words } from './cue.ts'

// What a message speaks of, in English, German, French and Spanish: broader than what it asks for, and none of one trade.

const MONEY =
  '(?:[$£€]\\s?\\d[\\d.,]*|\\d[\\d.,]*\\s?(?:[$£€]|usd|eur|gbp|chf|dollars|euros?|bucks|pounds|quid|franken|pesos)|\\d{1,6}[.,]\\d\\d)'

export const TOPICS = {
  ASKS: /[?¿]|(?<![\p{L}\p{N}])(?:please|pls|plz|kindly|(?:can|could|would|will) (?:you|u|we|i|someone|one)|(?:i|we)(?:.?d| would) (?:like|love|appreciate)|need(?:s|ed)?|wants?|wanna|looking for|let (?:me|us) know|bitte|könn\p{L}*|brauch\p{L}*|möcht\p{L}*|will|wollen|hätte\p{L}*|bräuchte\p{L}*|merci de|svp|stp|pouvez|pourriez|peux-tu|voudrai\p{L}*|souhait\p{L}*|aimerai\p{L}*|veut|besoin|por favor|pued\p{L}*|podr[ií]a\p{L}*|quier\p{L}*|quisier\p{L}*|necesit\p{L}*)(?![\p{L}\p{N}])/u,
  PRICE: words(
    'prices?|pric(?:ed|ing|ey)|costs?|rates?|fees?|charges?|charging|budget(?:ing|s)?|quot\\p{L}*|estimat\\p{L}*|bids?|bidding|itemi[sz]e|discounts?|specials?|deals?|surcharge|packages?',
    '(?:per|a) (?:head|person|hour|piece|sq\\.? ?(?:ft|m)|square \\p{L}+)|flat rate|ballpark|cheaper|expensive|(?:rough|what|some|sort of|good) (?:number|figure)s?|numbers for',
    '(?:go|going) for|want (?:for|to do|to haul|to take)|worth(?! (?:a|it|the))',
    'preis\\p{L}*|kosten\\p{L}*|kostet|pauschal\\p{L}*|stundensatz|teuer|günstig\\p{L}*|pro (?:person|stunde|kopf|stück|meter|qm)|angebot\\p{L}*|budget|einplanen',
    'prix|tarifs?|coûts?|coûte\\p{L}*|cher|devis|par (?:tête|personne|heure)|forfait',
    'precios?|costes?|costos?|tarifas?|cuesta|costar\\p{L}*|car[oa]|barat[oa]|por persona|cu[aá]nto(?! antes)|presupuest\\p{L}*|saldr[ií]a|dejar[ií]as?',
  ),
  BILL: words(
    'invoices?|invoic(?:ed|ing)|bills?|billing|billed|paperwork|receipts?|reissued?|claim for',
    '\\p{L}*rechnung(?:en)?|abrechn\\p{L}*|beleg(?:e)?',
    'factures?|facturation|factur(?:er|ez)|justificatifs?|la note|document pour',
    'facturas?|facturar|justificantes?|la cuenta|recibos?',
  ),
  PAY: words(
    'pay(?:s|ing|ments?)?|settl\\p{L}*|transfer(?:s|red)?|(?:a|the|by|your|my) check|checks|check.s|cheques?|cash|card|funds|money|ow(?:e|es|ed|ing)|balance|square up|dues?',
    '(?:be|über|ein)?zahl\\p{L}*|überweis\\p{L}*|geld|betrag|begleich\\p{L}*|liquidit\\p{L}*',
    'pay(?:er|é|ée|ez|e|erai|erons|ement)|pai(?:e|er|ement|erai)|règl\\p{L}*|régl\\p{L}*|vir(?:er|ement)|argent|chèque|découvert',
    'pag(?:o|os|ar|ar[eé]|amos|aremos|ado|u[eé])|transfer\\p{L}*|dinero|abon(?:ar|o|amos)|transfier\\p{L}*',
  ),
  LATER: words(
    'late|later|overdue|still|not yet|on hold|a hold|promise|swear|as soon as|once|until|when (?:i|we|he|she)|end of (?:the )?month|next (?:week|month|year)|(?:on|by) (?:mon|tue|tues|wed|weds|thu|thur|thurs|fri|sat|sun)\\p{L}*|after the|on leave|(?:\\d|two|three|four) (?:payments|parts|times)|in ?stal?l?ments?|extension|(?:second|third|final|late|another) (?:notice|reminder)|\\d+ days|sorry|apolog\\p{L}*|look into it|forgot|in (?:january|february|march|april|may|june|july|august|september|october|november|december)',
    'später|noch nicht|ende (?:des )?monats?|nächste\\p{L}*|nächsten|bis (?:mitte|ende|zum)|aufschub|versprochen|sobald|raten|kommt (?:am |erst )?(?:montag|dienstag|mittwoch|donnerstag|freitag|nächste|morgen)|engpass|engpässe|entschuldig\\p{L}*|verspät\\p{L}*',
    'plus tard|pas encore|fin (?:du |de )?mois|début \\p{L}+|prochaine?|promis|dès que|retard|excuses?|plusieurs fois|semaine prochaine|découvert|contretemps|(?:a été|est) (?:envoyé|parti)',
    'm[aá]s tarde|a[uú]n no|todav[ií]a|fin de mes|pr[oó]xim[oa]|en cuanto|demora|retraso|disculp\\p{L}*|en (?:enero|febrero|marzo|abril|mayo|junio|julio|agosto|septiembre|octubre|noviembre|diciembre)|quincena|programado|seguro',
  ),
  /** Somebody says that he pays, or that another does not. */
  DEBT: words(
    '(?:i|we)(?:.?ll| will| can| shall|.?m going to|.?re going to| plan to) (?:\\p{L}+ ){0,3}(?:pay|settle|transfer)|(?:ill|will|gonna|to) (?:have|get|send) (?:you |u |ur |your )+(?:the )?(?:money|payment|cash)|(?:ur|your|the) (?:money|payment) (?:by|on|is|will|should)',
    '(?:check|cheque|money|payment|cash|transfer)(?:.?s| is)? (?:coming|on (?:the|its) way|in the (?:mail|post))',
    'still owes?|(?:your|the|this) (?:letter|notice|email|reminder|call) (?:about|of|regarding)|(?:second|third|final|late|past due) (?:notice|reminder|charge|fee)|in(?:to)? (?:\\d|two|three|four) (?:payments|parts)|do (?:\\d|two|three|four) payments|be (?:settled|paid|transferred) (?:as soon|by|on|next|when|after|once)|settle up[^.?!]{0,40}(?:end of|next|later)|no record of (?:receiving )?(?:invoice|your invoice)|late charge',
    '(?:geld|zahlung|überweisung|betrag) (?:kommt|folgt|geht|ist unterwegs)|(?:zahle|überweise|bezahle) (?:ich |wir )?(?:am|nächste|morgen|bis|ende)|aufschub|zahlungsaufschub|liquidit\\p{L}*|schuldet (?:uns|mir)',
    '(?:je|on|nous) (?:vous |te )?(?:pay|pai|règl|régl)\\p{L}*|(?:chèque|virement|paiement) (?:a été|est|sera|partira)|doit encore|à découvert',
    '(?:te|le|os|les) (?:pago|pagar[eé]|transfiero)|(?:el )?pago (?:de (?:su|la|tu) factura )?(?:fue|ser[aá]|est[aá]|ha sido)|nos debe|me debe todav[ií]a',
  ),
  DONE: words(
    '(?:all )?(?:done|finished|completed?|completion|sorted|fixed|arrived|working|set)|close out|signed off|sign-?off|(?:couldn.t be |very |so |really )?(?:happy|happier|pleased|delighted)|looks? (?:good|great|amazing|perfect)|works? (?:a treat|great|perfectly|fine)|in one piece|(?:yesterday|visits?|services?|work)(?:.s)?',
    'fertig|erledigt|abgenommen|abgeschlossen|geklappt|läuft wieder|prima|zufrieden|kann raus|arbeiten',
    'terminée?s?|fini(?:e|s)?|nickel|impeccable|parfait|satisfaite?|réceptionné\\p{L}*|prestations?',
    'terminad[oa]s?|list[oa]s?|acabad[oa]s?|funciona|perfecto|servicios?',
  ),
  FIGURE: words(MONEY),
  /** So many at so much, as it is noted for a bill. */
  RATE: words(
    '\\d[\\d.,/½¼¾]* ?\\p{L}{1,14}\\.?(?: \\p{L}{1,14}){0,2} ?(?:@|at|à|a|zu|je) ?\\p{Sc}? ?\\d[\\d.,]*(?! ?(?:am|pm|uhr|h|:))',
  ),
  HOURS: words('\\d+(?:[.,]\\d+)? ?(?:hrs?|hours?|std|stunden?|heures?|h|horas?|visits?|days?|tage?|jours?|d[ií]as?)'),
  /** A machine's or a supplier's way of writing. */
  SUPPLIER: words(
    '(?:invoice|order|conf(?:irmation)?|transaction|policy|account|receipt) ?(?:#|no\\.?|id|number)|conf#|posted|renews|will be (?:collected|charged|debited)|statement for|payment confirmation|you paid|new charges|previous balance|due (?:on|upon) receipt|pay online|direct debit|per month|monthly\\)?|in the pdf|for your records|billing period',
    'ihr einkauf|summe|bezahlt mit|abbuchung|kundennummer|vertragsnummer|zahlungseingang|steht (?:für sie )?bereit',
    'espace client|échéance|montant|numéro de client|prélèvement|est disponible|votre achat',
    'resumen de su|pagado con|gracias por confiar|n[uú]mero de cliente|[aá]rea de cliente|ya est[aá] disponible|cargo en',
  ),
  /** A day or an hour. */
  TIME: words(
    'mon(?:day)?|tues?(?:day)?|wed(?:s|nesday)?|thu(?:rs?)?(?:day)?|fri(?:day)?|sat(?:urday)?|sun(?:day)?|today|tonight|tomorrow|tmrw|2moro|this (?:week|morning|afternoon|evening)|next week|\\d{1,2}(?::\\d\\d)? ?(?:am|pm)|\\d{1,2}:\\d\\d|before (?:her|his|the|our|my|christmas)|(?:on|by|before) the \\d+(?:st|nd|rd|th)?',
    'montag|dienstag|mittwoch|donnerstag|freitag|samstag|sonntag|heute|morgen|übermorgen|\\d{1,2} uhr|vor (?:weihnachten|ostern|dem)',
    'lundi|mardi|mercredi|jeudi|vendredi|samedi|dimanche|demain|aujourd.hui|ce (?:soir|matin)|\\d{1,2} ?h(?:\\d\\d)?',
    'lunes|martes|mi[eé]rcoles|jueves|viernes|s[aá]bado|domingo|ma[ñn]ana|hoy|esta (?:tarde|noche|semana)|antes del?',
  ),
  /** It is not as it should be. */
  AMISS: words(
    "n[o']?t|\\p{L}+n.t|cannot|no longer|never|wrong|again|stain(?:ed|s)?|hole|noise|sound|scrap\\p{L}*|grind\\p{L}*|click\\p{L}*|gone|without|failed|instead|overgrown|missing|since|stopped|redo|too",
    'nicht|kein\\p{L}*|wieder|schon wieder|abgeschlagen|ohne|spinnt|falsch\\p{L}*|statt|seit',
    'plus|pas|sans|encore|mal|tout le temps|au lieu',
    'no|sin|otra vez|mal|ya no|se atasca|rot[oa]s|en vez',
  ),
  /** What is done for somebody. */
  DO: words(
    '(?:wants?|needs?|would like) (?:it|her|his|the|their|to|them|us|\\p{L}+) (?:\\p{L}+ ){0,3}(?:done|cut|made|ready|moved|changed|gone|back)|leave (?:the|off|it|out)|if (?:you|u) could|re-?edit|redo|lift it|nip back|dropping it off|(?:go|going) with|next steps|wants? (?:it|them) (?:done|back)|make-?up (?:session|lesson)|running (?:\\d+|late|a bit)',
    '(?:will|möchte|soll|sollen|wollen)[^.?!]{0,60}(?:haben|werden|gemacht|geschnitten|fertig)|schicken|schauen|vorgehen|gehen wir',
    '(?:veut|voudrait|souhaite|doit|faut)[^.?!]{0,40}(?:\\p{L}+er|\\p{L}+ir|être)|vous passez|finalement',
    '(?:quiere|quieren|pide|hay) que|procedemos|pas[aá]is|me das (?:hora|cita)',
  ),
  /** Wants nothing of this business's own trade: offers, surveys, applications. */
  OFFER: words(
    'job application|r[eé]sum[eé] is|my (?:r[eé]sum[eé]|cv|portfolio)|(?:new|open) position|looking for (?:a )?(?:job|work|position|internship)|internship|boost your|grow your|ranking|strategy call|upgrade your|storage is|survey|rate your|how did we do|win an?|our agency|bulk|we (?:help|have helped)|partnership|bewerbung|lebenslauf|ausbildungsplatz|praktikum|auszubildende[rn]?|candidature|stage de|recherche un (?:stage|emploi)|mon cv|curr[ií]culum|ofrecerle|mis servicios|pr[aá]cticas',
  ),
  PRAISE: words(
    'gorgeous|beautiful|appreciate (?:it|you)|god bless|hugs|kudos|blessed|hold off for now|getting back to me|pocket dial|talk soon|wonderful job|kompliment|grandios|schöne arbeit|on adore|trop beau|magnifique|chulada|me encanta|precios[oa]',
  ),
} as const
export type Topic = keyof typeof TOPICS
