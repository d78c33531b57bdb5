import { type Cue, cue } from './cue.ts'

// Small questions and tellings that somebody answers in a word, and mail that nobody asked for: nothing is to be drafted.

const ENQUIRY: Cue[] = [
  cue(
    'NONE',
    6.7,
    '(?:are|r) (?:you|u|ye|yous|yall|y.all|they) (?:guys |lot |all )?(?:still )?(?:open|closed|shut|trading|there till|around (?:over|at) (?:christmas|easter))',
    '(?:what|which|wat) (?:time|times|days?|hours)[^.?!\\n]{0,25} (?:open|clos\\w+|shut|start|finish|in till)(?: |\\W|$)',
    '(?:till|til|until) what time|how late (?:are|r|do)',
    '(?:what|wat|your|ur)[^.?!\\n]{0,20} (?:opening |business |store |shop |office |holiday |trading |visiting )(?:hours|times)',
    'when (?:do|are|r|does) (?:you|u|ye|the (?:shop|office|studio|store)) (?:open|clos|shut|reopen)',
    'is (?:the )?(?:shop|studio|office|store|class|gym)[^.?!\\n]{0,20} (?:open|closed|on|heated)',
    '(?:are|r) (?:you|u|ye) (?:still )?(?:located|based|by the|near|in the same)|where (?:are|r) (?:you|u|ye) (?:located|based|exactly|again)',
    'what.?s (?:your|ur|the) (?:address|postcode|wifi|door code|gate code|dress code|parking)',
    'is there (?:any )?(?:parking|wifi|a changing|somewhere to park)|where (?:can|do|should) (?:i|we) park',
    'can (?:i|we) (?:bring|wear|park|leave my)|what (?:should|do|shall) (?:i|we) (?:wear|bring)|do (?:i|we) (?:need|have) to (?:bring|wear)',
    '(?:did|have|has) (?:you|u|ye) (?:get|got|see|seen|receive|received) (?:my|the|our|that) (?:e-?mail|mail|text|message|msg|voicemail|photos?|pics?|files?)',
    '(?:im|i.?m|i am|we.?re|we are) (?:just )?(?:outside|downstairs|at the (?:door|gate|front)|in the car ?park)',
    'just checking (?:you|u) (?:saw|got|received)',
  ),
  cue(
    'NONE',
    6.7,
    '(?:habt|haben|hast|hat) (?:ihr|sie|du|der laden|das geschäft)[^.?!\\n]{0,40} (?:auf|offen|geöffnet|geschlossen|zu|betriebsferien)(?=[?.,! ]|$)(?! (?:das|die|den|der|dem|meine?|eine?)\\b)',
    'öffnungszeiten|betriebsferien|(?:ab|bis) wann (?:habt|seid|haben|sind)|wann (?:macht|schließt|öffnet|öffnen|schließen) (?:ihr|sie)',
    '(?:seid|sind) (?:ihr|sie) (?:noch |heute |morgen |am \\p{L}+ )*(?:offen|da|geöffnet|erreichbar)',
    'wo (?:seid ihr|sind sie|ist (?:euer|ihr)|kann man|kann ich|darf ich) ?(?:park\\p{L}+|eigentlich|genau)?',
    '(?:mail|nachricht|fotos?|bilder|unterlagen|dateien)[^.?!\\n]{0,20} (?:angekommen|bekommen|erhalten|da)\\s*\\?',
    '(?:stehe|bin|warte) (?:jetzt |schon |gerade )?(?:unten|draußen|vor (?:der|dem|ihrer|eurer))|muss ich[^.?!\\n]{0,20} mitbringen',
  ),
  cue(
    'NONE',
    6.7,
    '(?:à|a|jusqu.à) quelle heure[^.?!\\n]{0,30}(?:ouvr|ferm)\\p{L}*|(?:ouvr|ferm)ez[- ]vous|vous (?:ouvrez|fermez|êtes ouverts?|etes ouverts?)|(?:êtes|etes|serez)[- ]vous (?:ouverts?|fermés?|ouverte)',
    '(?:vos|les|quels) (?:sont )?(?:vos |les )?(?:horaires|jours d.ouverture)|ouverts? (?:le|les|demain|lundi|samedi|dimanche|pendant)',
    'c.est (?:quoi|où|ou|lequel)[^.?!\\n]{0,15}(?:code|adresse|étage|parking|porte)|quel (?:est le )?(?:code|étage|numéro de porte)',
    '(?:où|ou) (?:peut-on|puis-je|est-ce qu.on peut|on peut) (?:se )?garer|faut-il (?:apporter|amener|venir avec)|je dois (?:apporter|amener)',
    '(?:avez|as)[- ](?:vous|tu) (?:bien )?(?:reçu|vu) (?:mon|mes|le) (?:mail|message|mails|photos?|fichiers?|courriel)',
    'je suis (?:en bas|devant|dehors|arrivée?|garée?|sur le parking|là)',
  ),
  cue(
    'NONE',
    6.7,
    '(?:a|hasta) qu[eé] horas?[^.?!\\n]{0,25}(?:abr|cierr|cerr|atiend|est[aá]n|est[aá]is)\\p{L}*|(?:abren|abr[ií]s|cierran|cerr[aá]is|atienden|trabajan) (?:el|los|hoy|ma[ñn]ana|s[aá]bado|domingo|en)|(?:domingos?|s[aá]bados?|festivos?|hoy|ma[ñn]ana) (?:si |tambi[eé]n )?(?:abren|abr[ií]s|cierran|atienden)',
    '(?:qu[eé]|cu[aá]l es (?:su|el)|su|tienen|vuestro) horarios?|est[aá](?:n|is)? abiert[oa]s?|horario de (?:atenci[oó]n|apertura|verano)',
    'd[oó]nde (?:est[aá]n|est[aá]is|quedan|se encuentran|se puede aparcar|puedo (?:aparcar|estacionar|parquear))|(?:tengo|hay) que llevar (?:algo|ropa)',
    '(?:recib|lleg|vi)\\p{L}* (?:mi|mis|el|las) (?:correo|mensaje|fotos|archivos?)\\s*\\?',
    'estoy (?:abajo|afuera|fuera|en la puerta|en el portal|aqu[ií] afuera)',
  ),
]

const KIND: Cue[] = [
  cue(
    'NONE',
    6.3,
    'just (?:wanted|want) to say(?! (?:that )?(?:the|it|my|our|we still|i.?m not))',
    '(?:should|must) (?:all )?be (?:really |very |so |dead )?proud',
    '(?:over|beyond) the moon|absolutely (?:love|gorgeous|beautiful|stunning|delighted|made up|brilliant)',
    '(?:made|making) (?:my|our|her|his) (?:day|week|year)',
    '(?:recommend|recommended|recommending|passed) (?:you|u|your (?:name|number|details))[^.?!\\n]{0,10} (?:to|on)',
    'gone down a (?:treat|storm)|went (?:really |so |very )?well',
    'get well soon|thinking of you|sorry for your loss|all the best (?:for|with)',
  ),
  cue(
    'NONE',
    6.3,
    'wollte(?:n)? (?:nur|einfach|kurz)(?: mal)? (?:danke|sagen|rückmelden)|(?:ganz )?(?:großes|dickes|riesen) (?:lob|dankeschön|kompliment|danke)',
    '(?:weiter|wärmstens|gern)empfehl\\p{L}*|weiterempfohlen|gute besserung|alles (?:liebe|gute)(?! zum preis)',
    '(?:sieht|schaut|ist) (?:richtig |wirklich |echt |so |total )?(?:toll|super|klasse|wunderschön|spitze|großartig|der hammer)',
  ),
  cue(
    'NONE',
    6.3,
    '(?:je|on|nous) (?:voulais|voulait|voulions|tenais|tenions)[^.?!\\n]{0,20} (?:à )?(?:remercier|dire (?:merci|bravo|un grand))',
    '(?:grand|immense|énorme) merci|recommand(?:é|er|erai|erons|e)[^.?!\\n]{0,20}(?:autour|amis|voisins|collègues|yeux fermés)|bon rétablissement|chapeau',
  ),
  cue(
    'NONE',
    6.3,
    '(?:solo|nada m[aá]s|quer[ií]a) (?:quer[ií]a(?:mos)? )?(?:decir(?:te|le|les|os)|dar(?:te|le|les|os)|agradecer)[^.?!\\n]{0,20}(?:gracias|que (?:qued|est)|enhorabuena)?',
    '(?:los|te|le|os) (?:voy a |vamos a |he |hemos )?recomend\\p{L}+|qu[eé] (?:maravilla|pasada|chulo|lindo)|felicit\\p{L}+|que se mejore|un diez',
  ),
]

const JUNK: Cue[] = [
  cue(
    'NONE',
    9.6,
    '(?:your|ur) (?:parcel|package|delivery|shipment|item)[^.?!\\n]{0,60}(?:fee|customs|on hold|held|undeliver\\w*|redeliver\\w*|re-?schedul\\w*|could not|depot)',
    '(?:your|ur) (?:\\p{L}+ ){0,2}(?:account|card|access|mailbox|profile|apple id|wallet)[^.?!\\n]{0,40} (?:suspend|block|lock|restrict|limited|deactivat|terminat|compromis)\\w*',
    '(?:verify|validate|confirm|update) (?:your|ur) (?:identity|account|details|information|bank|card|billing|login|password)',
    'unusual (?:activity|sign|login)|unauthori[sz]ed (?:access|login|transaction)|new (?:login|sign-?in|device) (?:from|to|detected)',
    '(?:we.?ve|we have|we.?re|we are) (?:updated|updating|changing|changed|making changes to)[^.?!\\n]{0,40}(?:terms|polic(?:y|ies)|agreement|conditions|hours|fees)',
    '(?:new|updated) terms|terms of (?:service|use)|(?:don.?t|do not|no) need to take any action',
    'crypto\\w*|bitcoin|forex|lottery|inheritance|next of kin|business loans?|merchant cash advance|pre-?approved for',
    '(?:first|top|page one|page 1|page \\d) (?:page )?(?:of|on|in) google|seo|(?:rank|ranking|rankings) (?:on|in|higher)|backlinks?|web ?design services|(?:redesign|rebuild) your (?:web)?site|your website (?:could|is missing|has|needs)',
    '(?:reply|text|txt|send) stop|opt[- ]?out|you.?re receiving this|you are receiving this|manage (?:your )?preferences',
    'up to \\d+ ?% off|\\d+ ?% off|next day delivery on|finance (?:for|on orders)|while stock|sale ends|ends (?:midnight|sunday|tonight)|bogof|promo ?code|use code',
    '(?:i hope this (?:e-?mail|message) finds you|quick question about your (?:website|business)|outsourc\\w+|offshore|our (?:factory|manufactur\\w+))',
  ),
  cue(
    'NONE',
    9.6,
    '(?:ihr|dein|ihre|deine) (?:\\p{L}*paket|\\p{L}*konto|\\p{L}*zugang|sendung|lieferung|karte)[^.?!\\n]{0,60}(?:gesperrt|eingeschränkt|zoll\\p{L}*|gebühr\\p{L}*|zugestellt|zustell\\p{L}*|deaktiviert|wartet)',
    '(?:verifizieren|bestätigen|aktualisieren) sie (?:jetzt |bitte )?(?:ihre|ihr)|ungewöhnliche (?:aktivität|anmeldung)',
    '(?:bei|auf) google|google-?(?:ranking|platz\\p{L}*|bewertungen)|suchmaschinen\\p{L}*|neukunden|online-?marketing|sichtbarkeit|webseite (?:optimieren|modernisieren)|(?:unser|unserem|unseren) (?:paket|webinar|programm)',
    '(?:unsere|die|neue) (?:agb|nutzungsbedingungen|datenschutz\\p{L}*)|sie müssen nichts (?:tun|unternehmen)|nur (?:noch )?(?:heute|bis sonntag|solange)|gutschein ?code|abmelden',
  ),
  cue(
    'NONE',
    9.6,
    '(?:votre|vos|ton) (?:colis|livraison|paquet)[^.?!\\n]{0,60}(?:livr|frais|attente|douan|reprogramm|point relais)\\p{L}*',
    '(?:votre|ton) (?:compte|carte|accès|espace)[^.?!\\n]{0,40}(?:suspendu|bloqué|limité|restreint|désactivé|expir)\\p{L}*',
    '(?:vérifi|confirm|mett|valid|actualis)\\p{L}* (?:à jour )?(?:vos|votre) (?:données|informations|coordonnées|identité|compte|carte)|activité (?:inhabituelle|suspecte)',
    'référencement|première page|nouveaux clients par|votre site (?:internet|web)[^.?!\\n]{0,30}(?:visib|optim|google)\\p{L}*|conditions générales|vous n.avez rien à faire|offre (?:spéciale|exclusive|valable)|compte (?:formation|cpf)|votre cpf',
  ),
  cue(
    'NONE',
    9.6,
    '(?:su|tu) (?:paquete|env[ií]o|pedido)[^.?!\\n]{0,60}(?:retenid|aduan|tasas?|reprogram|no (?:ha podido|pudo|se pudo))\\p{L}*',
    '(?:su|tu) (?:cuenta|acceso|tarjeta)[^.?!\\n]{0,40}(?:bloquead|suspendid|limitad|desactivad|inhabilitad)\\p{L}*|(?:acceso|movimiento|cargo) no (?:autorizado|reconocido)',
    '(?:verifi|confirm|actuali|valid)\\p{L}+ (?:sus|tus|su|tu) (?:datos|identidad|cuenta|informaci[oó]n)',
    'posicionamiento|primera p[aá]gina|(?:m[aá]s|nuevos) clientes|t[eé]rminos y condiciones|cr[eé]dito (?:pre)?aprobado|pr[eé]stamo|no (?:tiene|necesita|debe) (?:que )?hacer nada|promoci[oó]n(?:es)? v[aá]lida|canc[eé]l\\p{L}* (?:su )?suscripci[oó]n|ll[eé]vate',
  ),
]

export const ENQUIRIES: readonly Cue[] = [...ENQUIRY, ...KIND, ...JUNK]
