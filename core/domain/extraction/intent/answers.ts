import { type Cue, cue } from './cue.ts'

// Yes or no to what was offered, in all four languages.

const PRICE = '(?:price|quote|quotation|estimate|offer|package|option|fee|rate|charge|cost|figure|proposal|numbers)s?'

const ACCEPTED: Cue[] = [
  cue(
    'CREATE_WORK_ITEM',
    8.1,
    `(?:go|going|gone|move|press|push|crack|carry) (?:ahead|forward|on) (?:with|on) (?:the|your|that|this|option|it|both|all)`,
    `(?:happy|fine|ok|okay|good|cool|grand|comfortable) with (?:your|ur|the|that|this|yer) (?:\\p{L}+ ){0,3}${PRICE}`,
    `${PRICE} (?:(?:is|are|was|looks?|sounds?|seems?|all|suits?|works?) )+(?:us|me|for us|for me|fine|grand|ok|okay|good|great|perfect|fair|right)`,
    `(?:\\p{Sc}?\\d[\\d.,]* )?(?:package|option|slot|price) (?:suits|works for) (?:us|me)`,
    `fine with (?:that|it)`,
    '(?:want|like|love|ready|keen) to book (?:you|u|ye|yous)',
    'book (?:you|u) (?:for|in|on)',
    'lock (?:it|that|us|you|this) in',
    'deposit (?:is |has been |was )?(?:ready|paid|sent|transferred|on its way)',
    '(?:let.?s|lets) (?:do (?:this|it)|go for it|crack on|get (?:it|this) (?:booked|going|done))',
    '(?:you.?ve|you|u) got (?:the|yourself a) (?:job|deal|gig)',
    '(?:consider|you can consider) (?:this|it) (?:a yes|approved|confirmed)',
  ),
  cue(
    'CREATE_WORK_ITEM',
    8.1,
    '(?:preis|angebot|kosten|betrag|summe|variante) (?:passt|passen|geht klar|geht in ordnung|ist ok|ist okay|ist in ordnung|sind ok|nehmen wir)',
    '(?:geht|alles|ist) klar[^.?!\\n]{0,20}(?:angebot|preis)',
    'könnt (?:ihr )?(?:gern |gerne )?(?:loslegen|anfangen|starten|bestellen)|können sie (?:so )?(?:machen|bestellen|umsetzen|loslegen)',
    'machen wir (?:das )?so|legt (?:bitte )?los',
    '(?:erteil|vergeb)\\p{L}*[^.?!\\n]{0,30}(?:auftrag|zuschlag)|auftrag (?:ist )?erteilt|hiermit beauftrag\\p{L}*|den auftrag haben sie',
    '(?:entscheiden|entschieden)[^.?!\\n]{0,10} (?:uns |mich )?für (?:variante|option|ihr|euer|das angebot|die (?:erste|zweite|günstigere))',
  ),
  cue(
    'CREATE_WORK_ITEM',
    8.1,
    '(?:tarif|prix|devis|montant|forfait) (?:me |nous )(?:va|vont|convient|conviennent)',
    '(?:c.est |nous sommes |je suis |on est )?(?:ok|bon|parti|d.accord|partant)s? pour (?:le devis|votre (?:devis|proposition|offre)|la proposition|l.option|la formule)',
    'feu vert|vous pouvez (?:commencer|y aller|lancer|démarrer|commander)',
    '(?:on|nous) (?:part|partons|valide|validons|retient|retenons|prend|prenons) (?:sur|l.option|votre|le devis|la formule|la version)',
  ),
  cue(
    'CREATE_WORK_ITEM',
    8.1,
    'adelante (?:con|entonces|pues)|(?:vamos|seguimos|sigamos|tiramos) (?:para )?adelante|dale (?:para )?adelante',
    '(?:precio|presupuesto|propuesta|tarifa)[^.?!\\n]{0,15} (?:nos|me) (?:cuadra|encaja|parece|va|sirve|conviene)(?! (?:car|alt))',
    '(?:acept|confirm)(?:o|amos) (?:el|la|su|tu|vuestr[oa])',
    '(?:puede|pueden|puedes|podéis) (?:empezar|comenzar|arrancar|iniciar)',
  ),
]

const DECLINED: Cue[] = [
  cue(
    'NONE',
    7.9,
    '(?:decided|chosen|opted|agreed) (?:to (?:leave|hold off|hold|wait|stay|postpone|pass|do it ourselves|keep)|not to|against|instead)',
    '(?:go|going|gone|went) with (?:someone|somebody|another|a different|a local|a friend|my|his|her|their|the other|one of)(?! (?:option|version|colou?r))',
    '(?:go|going|gone) (?:for )?(?:another|a different|elsewhere)',
    '(?:might|may|will|.ll) (?:be|get) (?:back )?in touch (?:if|when|again|later|next|in|once)',
    '(?:not|won.?t be) (?:going|gonna|proceeding) (?:to )?(?:go )?(?:ahead|forward|with it)',
    '(?:no longer|don.?t|dont) (?:need|require) (?:you|u|it|this|that|anyone|anybody|your|the (?:quote|work|job|service|appointment))',
    '(?:fixed|sorted|managed|did|done|doing) (?:it |that )?(?:ourselves|myself|himself|herself)',
    '(?:best|good) of? ?luck with',
    'maybe (?:next year|next time|another time|in the (?:new year|spring|autumn|fall))',
    '(?:a bit|out of|over|beyond|too (?:dear|rich)) (?:for )?our (?:budget|price)|too (?:dear|rich) for',
    'on the back burner|shelv(?:ed|ing) (?:it|the)|put (?:it|everything|things) on (?:hold|ice)',
  ),
  cue(
    'NONE',
    7.9,
    '(?:anderweitig|anders|für (?:einen|jemand|eine|ein) ander\\p{L}*|dagegen)[^.?!\\n]{0,30} (?:entschieden|vergeben|entscheiden)|(?:entschieden|entscheiden)[^.?!\\n]{0,30}(?:anders|ander\\p{L}*|dagegen|zu warten)',
    '(?:andere[nr]?|einem kollegen|jemand ander\\p{L}*) (?:anbieter|firma|betrieb|handwerker|gefunden|beauftragt)',
    '(?:brauch|benötig)\\p{L}* (?:wir |ich |es |das |sie |euch |ihn )*(?:doch )?nicht mehr',
    '(?:selbst|selber) (?:hinbekommen|hingekriegt|repariert|gelöst|gemacht|geschafft)',
    '(?:verschieben|lassen|vertagen) (?:wir |das |es )*(?:erstmal|erst mal|vorerst|auf (?:nächstes|kommendes)|fürs erste|lieber)|lassen (?:wir )?das (?:erstmal|erst mal|vorerst|bleiben)',
    'kommen (?:\\p{L}+ ){0,4}auf (?:sie|euch|dich) zurück',
    'leider zu teuer|(?:müssen|muss) (?:ihnen|euch|dir) (?:leider )?absagen',
  ),
  cue(
    'NONE',
    7.9,
    '(?:décidé|choisi|opté|retenu|préféré|préférons)[^.?!\\n]{0,30}(?:autre|attendre|laisser|d.attendre|de ne pas|quelqu.un)',
    '(?:une?|l.) ?autre (?:entreprise|artisan|prestataire|devis|fournisseur)',
    'pas (?:donner|donnerons|donné) suite|sans suite',
    'laiss(?:er|ez|e|ons) tomber|plus besoin (?:de|que|d.)|(?:n.)?avons plus besoin',
    '(?:réparé|arrangé|débrouillé|résolu)e?s? (?:tout(?:e)? seul|moi-même|nous-mêmes?|entre)',
    '(?:on|je|nous) (?:vous |te )?(?:recontacte|recontacterai|recontacterons|reviendr\\p{L}+ vers)',
  ),
  cue(
    'NONE',
    7.9,
    '(?:hemos|he|decidimos|decid[ií]) ?(?:decidido )?(?:dejarlo|esperar|aplazarlo|hacerlo nosotros|ir con|irnos con|no (?:hacer|seguir))',
    '(?:con|por|a) otr[oa] (?:empresa|persona|proveedor|profesional|presupuesto)',
    'ya no (?:hace falta|es necesario|(?:lo |la )?necesit\\p{L}+)|no hace falta|no es necesario',
    '(?:lo )?deja(?:mos|r[eé]|remos) (?:para (?:m[aá]s adelante|otro|el a[ñn]o)|por ahora|estar|en pausa)|por (?:ahora|el momento) no',
    'ya (?:lo |la |se )?(?:arregl|solucion|resolv)\\p{L}+',
  ),
]

export const ANSWERS: readonly Cue[] = [...ACCEPTED, ...DECLINED]
