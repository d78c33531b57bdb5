import { type Cue, cue } from './cue.ts'

// Money that is owed and does not come: it is disputed, it is late, or somebody of the house speaks of who has not paid.

const DISPUTE: Cue[] = [
  cue(
    'DRAFT_AR_MESSAGE',
    8.8,
    '(?:you|u|ye|yous|youve|u.?ve|you.ve)(?: have)? (?:charged|billed|invoiced|put (?:down|me down))[^.?!\\n]{0,60}(?:but|when|only|instead|though)',
    '(?:not|won.?t be|refus\\w+ to|no way i.?m|aint|ain.?t|isn.?t) (?:going to |gonna )?pay(?:ing)? (?:for|until|till|it|this|that|more)',
    '(?:take|knock|remove) (?:the |that |it )?(?:\\p{Sc} ?\\d\\S* )?off (?:the (?:bill|invoice|total|balance)|my (?:bill|invoice|account)|and)',
    '(?:already|definitely) (?:paid|settled) (?:this|that|it|the|you|u|ye|in|on|by)|paid (?:this|that|it|you|u) (?:already|weeks ago|in full|last|back in|in cash)',
    'proof of (?:payment|transfer)|(?:screenshot|copy) of the (?:payment|transfer)',
    '(?:query|querying|queries|question) (?:about|on|with|re|regarding)? ?(?:the |your |my |this |our )*(?:last |latest )?(?:invoice|bill|charge|statement|reminder)',
    'don.?t (?:think|believe) (?:i|we) owe|(?:we|i) (?:don.?t|do not) owe',
    '(?:that.?s|thats|is) not what (?:we|was|you) (?:agreed|quoted|said)|(?:quoted|agreed|said)(?: me| us)? (?:\\p{Sc} ?\\d[\\d.,]*|\\d+ ?(?:quid|bucks)?)[^.?!\\n]{0,40}(?:but|not|and now|bill|invoice)',
    '(?:reminder|statement|final notice)[^.?!\\n]{0,60}(?:never|already|wrong|but|only|don.?t|can.?t|cant|isn.?t)|(?:on|in|re|about|regarding|reference to|got) (?:that|the|your|ur|yer|this) (?:\\p{L}+ ){0,2}reminder',
    'levy interest|late interest|statutory interest|debt collect\\w*|small claims',
  ),
  cue(
    'DRAFT_AR_MESSAGE',
    8.8,
    '(?:zu viel|zuviel|doppelt|falsch|mehr) (?:berechnet|abgerechnet|verrechnet|in rechnung gestellt|verlangt)',
    'bevor (?:ich|wir)[^.?!\\n]{0,40}(?:anweis|zahl|überweis|bezahl|begleich)\\p{L}*|(?:zahl|überweis|bezahl)\\p{L}* (?:ich|wir) (?:nicht|keinen|erst|so nicht|nur)',
    '(?:schon|bereits|längst) (?:be|über)(?:zahlt|wiesen|glichen)|(?:am|vor) [^.?!\\n]{1,25} (?:bereits |schon )?(?:überwiesen|bezahlt|beglichen)',
    '(?:nicht|so nie|anders) (?:vereinbart|abgemacht|ausgemacht|besprochen)|widerspr(?:eche|uch)\\p{L}*|behalte(?:n)? (?:ich|wir) ein|einbehalt\\p{L}*',
    '(?:ihr|euer)\\p{L}* (?:schreiben|brief|erinnerung|zahlungserinnerung)|(?:auf|zu) (?:ihrer|der|eurer) (?:rechnung|aufstellung|nr)[^.?!\\n]{0,60} (?:stehen|steht|sind)',
  ),
  cue(
    'DRAFT_AR_MESSAGE',
    8.8,
    '(?:vous|tu) (?:m.|nous |me )?(?:avez|as) (?:factur|compt)é\\p{L}*[^.?!\\n]{0,60}(?:mais|alors|or)|(?:facturé|compté|débité)e?s? (?:deux fois|en double|en trop)',
    '(?:déjà|bien) (?:payé|réglé|viré|versé)e?s?|preuve (?:de|du) (?:paiement|virement|règlement)|avant de (?:régler|payer|virer)',
    'je (?:ne )?(?:paie|paye|paierai|payerai|réglerai) (?:pas|rien|plus)|contest(?:e|er|ons|ation)|ce n.est pas ce qui (?:était|avait été)|(?:était|avait été) (?:convenu|prévu au devis)',
    '(?:votre|ta|vos) (?:lettre|courrier|mail|message|sms|rappel)s? (?:concernant|pour|au sujet|de relance|à propos)',
  ),
  cue(
    'DRAFT_AR_MESSAGE',
    8.8,
    'cobr(?:ado|aron|aste|asteis|[oó]) (?:de m[aá]s|dos veces|doble|algo)|(?:sale|aparece|viene) (?:dos veces|duplicad[oa])|(?:no es|no era) lo (?:acordado|que (?:quedamos|acordamos|hablamos))|quedamos en que',
    'sin pagar|no (?:voy|vamos|pienso|pensamos) (?:a )?pagar|antes de pagar',
    'ya (?:lo |la |se lo |se la |les |te |le |os )?(?:pagu[eé]|pagamos|transfer[ií]|deposit[eé]|mand[eé] (?:el|la)|abon[eé]|he pagado|hice (?:el|la))|(?:estoy|estamos) al (?:corriente|d[ií]a)|comprobante de (?:pago|transferencia)|aqu[ií] est[aá] el comprobante',
    '(?:su|tu|vuestro) (?:aviso|recordatorio|reclamaci[oó]n|carta)[^.?!\\n]{0,30}(?:deb|pag|factura)\\p{L}*',
  ),
]

const HARDSHIP: Cue[] = [
  cue(
    'DRAFT_AR_MESSAGE',
    8.7,
    '(?:bit|little|things are|things r|money.?s|money is|cash.?s|cash is|very|pretty|real) (?:tight|skint|strapped)|(?:short|tight) (?:of|on) (?:cash|money|funds)|a bit (?:short|behind)|skint',
    '(?:till|til|until|after|when|once|come|on) (?:\\p{L}+ ){0,3}(?:payday|pay day|wages?|benefits?|tax return|tax refund|pension|paycheck|pay check|salary|student loan)(?! slip)',
    'laid off|made redundant|redundancy|lost my job|out of work|off sick|cash ?flow|between jobs|on reduced hours',
    '(?:give|gimme|allow|bear with) (?:us|me) (?:another|a few|until|till|til|a couple|some (?:time|more)|a bit (?:more|longer)|a week|\\d+ (?:more )?days|an extra)(?! minutes)',
    '(?:another|a few more|couple more|extra|bit more) (?:fortnight|weeks?|days|time|month)[^.?!\\n]{0,20}(?:to (?:pay|settle|get|clear|sort)|please|\\?)',
    '(?:pay|send|do|give|manage|transfer)(?: you| u| ye)? (?:it |this )?(?:half|some|a bit|\\p{Sc} ?\\d+|\\d+\\S*) (?:now|this month|a month|per month|each month|a week|every|at a time|today and)',
    '(?:release|process|clear) (?:the|your|this) (?:amount|payment|cheque|dues|balance)|(?:on|in) the next (?:payment|cheque|check|pay) run|waiting (?:on|for) (?:approval|sign-?off|a po|head office|the insurance)',
    '(?:still|know (?:i|we)|money (?:i|we)) owe|(?:owe|owed|owing)[^.?!\\n]{0,30}(?:sorry|soon|promise)',
  ),
  cue(
    'DRAFT_AR_MESSAGE',
    8.7,
    '(?:lohn|gehalt|rente|geld|elterngeld|steuererstattung) (?:kommt|ist (?:erst|da)|erst)|(?:sobald|wenn) (?:der|das|mein) (?:lohn|gehalt|geld)',
    '(?:bin|sind|bleibe|bleiben) (?:ich |wir )?(?:euch|ihnen|dir)[^.?!\\n]{0,25}schuldig|(?:etwas|was|noch) (?:schuldig|offen bei)',
    '(?:knapp|klamm|eng) (?:bei kasse|diesen monat|im moment)|bei kasse|kurzarbeit|arbeitslos|job verloren|zahlungsschwierig\\p{L}*|finanziell\\p{L}* (?:eng|schwierig|engpass)',
    '(?:noch|etwas|bisschen) (?:\\p{L}+ )?(?:zeit|aufschub|luft|geduld)(?: (?:geben|haben|mit))?|(?:zwei|drei|paar|\\d+) (?:wochen|tage) (?:aufschub|später|mehr|geduld)',
    'in (?:zwei|drei|vier|\\d|mehreren|kleinen) (?:raten|teilbeträgen|beträgen)|(?:monatlich|im monat|pro monat|jeden monat) (?:ab|abzahlen|zahlen)|abstottern|teilzahlung(?:en)?',
  ),
  cue(
    'DRAFT_AR_MESSAGE',
    8.7,
    '(?:un peu|assez|très|trop|sommes|suis) (?:justes?|serrée?s?|à sec|coincée?s? financ\\p{L}*)(?! (?:pour|au niveau du) (?:venir|rendez|timing))|chômage|perdu (?:mon|ma|son|leur) (?:emploi|travail|place|boulot|job)|difficultés? (?:financ|de tréso)\\p{L}*|trésorerie',
    '(?:trois|deux|quatre|plusieurs|\\d) (?:chèques|mensualités|versements|virements|paiements|échéances)',
    '(?:par|chaque) mois (?:dès|à partir|pendant|ça|est-ce)|payer (?:par mois|petit à petit|en partie)|d.un (?:seul )?coup|(?:arrive|arrivons|peux|pouvons|pourrai|pourrons) pas (?:à )?(?:tout )?(?:payer|régler)|(?:payer|régler) (?:tout de suite|maintenant|avant le|après le|le mois prochain|plus tard|à la fin|dès que|quand)',
    '(?:vous|te) dois (?:encore|toujours|de l.argent|les)|quand (?:je|on|nous) (?:touche|serai payé|reçoi)\\p{L}*|(?:salaire|paie|paye) (?:arrive|tombe|fin|le)|laisse(?:z|r)?[- ](?:moi|nous) (?:jusqu|encore|un peu|quelques)',
  ),
  cue(
    'DRAFT_AR_MESSAGE',
    8.7,
    '(?:qued[eé]|sigo|estoy|qued[oó]) debiendo|(?<!(?:cu[aá]nto|qu[eé]|lo que) )(?:te|le|les|os) debo (?:todav[ií]a|a[uú]n|lo|la|los|las|de)',
    '(?:me|nos) (?:paguen|pagan|depositen|depositan|entre (?:la|el)|ingresen)|(?:apenas|cuando|en cuanto) (?:cobre|me paguen|me depositen|tenga|reciba)|n[oó]mina|(?:hasta|pr[oó]xima|con|llegue) (?:la )?quincena',
    '(?:se )?(?:lo|la|le|les|te|os) (?:consigno|deposito|transfiero|giro|abono|liquido) (?:el|ma[ñn]ana|a|la|en|este|apenas|cuando)',
    '(?:me|nos) (?:da|das|dan|d[eé]|aguanta|aguantas|espera|esperas|tiene) (?:esperita|espera|chance|unos|un (?:tiempito|par|poco|mes)|tiempo|hasta|paciencia)',
    '(?:apretad|cort|ajustad|mal)[oa]s? de (?:dinero|plata|lana|efectivo|tesorer[ií]a)|(?:sin|perd[ií]|qued[eé] sin) (?:el )?(?:trabajo|empleo|chamba|pega|laburo)|en (?:el )?(?:paro|erte)|(?:en|de a) (?:partes|cuotas|abonos|pagos|mensualidades)|(?:al mes|mensuales|cada mes) (?:desde|hasta|a partir|durante)',
  ),
]

const CHASED: Cue[] = [
  cue(
    'DRAFT_AR_MESSAGE',
    8.7,
    '(?:still )?(?:hasn.?t|hasnt|haven.?t|havent|never|not) (?:\\p{L}+ )?(?:paid|settled|coughed up|transferred|sent the money)',
    '(?:send|write|drop|email|text) (?:him|her|them|it)(?: out)? (?:something|a (?:letter|reminder|note|nudge|polite|friendly|firm)|another)',
    '(?:not|isn.?t|aint|ain.?t) (?:answering|picking up|returning|replying)|dodging|avoiding (?:me|us|my calls)|gone quiet',
    '(?:owes|owing|owed) (?:us|me|since|from|for (?:the|two|three|four|\\d))|(?:months?|weeks?|days) (?:over|late|overdue|behind|outstanding|unpaid)|final (?:demand|notice|warning)|(?:follow|following) up on (?:the )?(?:payment|money|invoice)',
  ),
  cue(
    'DRAFT_AR_MESSAGE',
    8.7,
    '(?:hat|haben) (?:\\p{L}+ ){0,3}(?:noch )?(?:immer )?(?:nicht|nichts) (?:ge|be|über)?(?:zahlt|wiesen)|(?:zahlt|überweist) (?:\\p{L}+ ){0,2}(?:nicht|einfach nicht)|anmahnen|nachhaken|nachfassen|erinnerung (?:raus|schicken|schreiben|an)|noch (?:offen|ausstehend)(?! (?:haben|am|bis))',
    '(?:toujours|encore) (?:pas|rien) (?:payé|réglé|reçu de|viré|versé)|n.a (?:toujours )?(?:pas|rien) (?:payé|réglé|viré|versé)|nous doi(?:t|vent)|me doi(?:t|vent)|relanc(?:er|e|ez|é)(?! (?:le devis|la machine|le chauffage))',
    '(?:sigue|siguen) sin (?:pagar|transferir|abonar|depositar|ingresar)|no (?:me |nos |ha |han )*(?:pagad|pag[oó]|transfer|deposit|abon|ingres)\\p{L}*|(?:nos|me) debe(?:n)?|mandar(?:le|les)? (?:algo|un (?:recordatorio|aviso|mensaje))|record(?:ar|arle|arles|ale) (?:el|la|que|lo) (?:pago|factura|deb)\\p{L}*',
  ),
]

export const OWING: readonly Cue[] = [...DISPUTE, ...HARDSHIP, ...CHASED]
