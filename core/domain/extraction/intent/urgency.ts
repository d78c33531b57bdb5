import { words } from './cue.ts'

// It cannot wait: somebody says so, or it becomes worse while one reads. In small letters.

const SOON = 'now|today|tonight|this (?:morning|afternoon|evening|minute)'
const SOMEBODY = 'someone|somebody|anyone|anybody|you|u'

const english = words(
  '(?<!(?:not|no|nothing|non|for|all) )urgent(?:ly)?(?! matters)|asap|a\\.s\\.a\\.p|(?<!(?:not an?|no|the|for|was an|your|offer|offer an|do) )emergency(?! (?:exit|light|contact|number|kit|plan|job in))|(?<!pay (?:\\w+ )?)(?:immediately|immediate (?:help|attention|action|assistance)|(?:come|call|ring|reply|help) at once)|(?<!no )rush(?: job)|pls hurry|please hurry|(?<!(?:budget|busy|fine|good|enough|booked|away) )right now|as soon as (?:possible|you can|humanly|you (?:see|get|read|hear))',
  '(?:someone|somebody|you|u)[^.?!]{0,25} (?:today|tonight|right away|straight away)(?=\\s*[?!])|how (?:fast|soon|quick(?:ly)?) can(?![^.?!]* next )',
  `(?:${SOMEBODY}) (?:come|help|get|be|make|send|pop|swing|at all|available|free)[^.?!]{0,45} (?:${SOON})|(?<!(?:not|need to|don.?t|i|i can|i could|i will|i.ll) )(?:come|call(?: me| us)?|ring(?: me| us)?|phone(?: me| us)?|help)(?: please| pls)? (?:now|today|tonight)|is [^.?!]{0,20}\\d ?(?:am|pm)? today`,
  '(?:smell(?:s|ing)?|reek\\w*) (?:of |like )?(?:\\w+ )?(?:gas|burning|smoke)|burn(?:ing|t) smell|(?<!(?:looks|look|is) like it.?s? (?:is )?)on fire|sparks (?:come|coming|fly|flying|from|out|when)|(?:saw|seeing|see|makes?|making|throwing|throws|is) (?:a )?sparks?|sparking|electric shock|shock to|got (?:a shock|zapped)|not safe|dangerous',
  'flood(?:ed|ing|s)|(?:is|a) flood(?= (?:in|here|at))|burst|overflow(?:s|ing)?|(?<!not )pouring|spraying|gushing|sewage|(?:filling|filled) (?:up )?with water|water everywhere|water (?:is |s )?(?:coming|running|leaking|dripping|going) (?:in|out of|down|through|thru)[^.?!]{0,20} (?:ceiling|light|wall|roof)|all over (?:the|my) floor|getting (?:faster|worse)|and (?:climbing|dropping|rising)|(?:stopcock|shut-?off|valve)[^.?!]{0,20} (?:won.?t|to) (?:turn|close)|floor is soaked|(?:everything|it all|food) (?:will|is going to) (?:spoil|melt)',
  'no (?:hot water|heat(?:ing)?|power|water)(?! bottle)(?=[^.?!]{0,40}(?:kids?|baby|family|tonight|since|at all))|(?:furnace|boiler|heat(?:ing|er)?|ac|a/c|aircon|power)[^.?!]{0,40} (?:quit|died|dead|out|off|stopped|conked)(?=.{0,140}(?:baby|newborn|weeks? old|months? old|oxygen|minus \\d|elderly))|on oxygen|dialysis',
  '(?:can.?t|cannot) get (?:my|out of|into)(?! the (?:front|back))|locked (?:myself |ourselves |us |me )?out|locked in (?:the|my|a) |key (?:has )?(?:snapped|broke) |(?:tree|branch) (?:is |has |came |come |fell )*down (?:on|across|over|in)|(?:ceremony|wedding|guests)(?:.?s| is| are| come) at \\d|back here now|straight in(?=[ ?!]*$)|dispatch (?:now|tonight|today)|alarm[^.?!]{0,40} (?:going since|won.?t stop|shut (?:\\w+ )*off)',
  '(?:ate|eaten|swallowed) [^.?!]{0,25}(?:chocolate|poison|rat bait|grapes|raisins|pills|ibuprofen|lil(?:y|ies))|hasn.?t (?:eaten|peed) (?:since|for)|won.?t stop bleeding|queue out (?:of )?the door|(?:pos|till|server|system|website) (?:is |s |went )?down',
)
const german = words(
  '(?<!nicht (?:so )?)dringend(?:e[nrms]?)?(?! f[äa]llen)|(?<!(?:kann|abholung|ab|ich) )sofort(?! (?:interesse|wäre|anfangen|lieferbar|verfügbar|starten|los))|(?<!(?:nicht|nix) )eilt(?! (?:nicht|gar|überhaupt|aber nicht|ja nicht))|(?<!nicht )eilig|schnellstmöglich|so schnell wie möglich|so bald wie möglich|notfall|bitte schnell|schnell bitte|sobald (?:du|sie|ihr) (?:das|dies) (?:liest|lesen|lest|siehst|sehen)',
  'steht[^.?!]{0,35}wasser|tropft[^.?!]{0,20} lampe|und es wird mehr|in einer (?:halben )?stunde (?:fängt|beginnt|ist|kommen|stehen)|dialyse|überschwemm\\p{L}*|geplatzt|läuft[^.?!]{0,25} (?:voll|über|aus der decke)|gasgeruch|riecht (?:\\p{L}+ )?(?:nach gas|verschmort|verbrannt)|es schmort|funken|kein(?:en)? strom|sauerstoff\\p{L}*|und steigt|einzige[sn]? (?:klo|wc)',
  'ausgesperrt|eingesperrt|zittert jetzt|(?:schokolade|zartbitter|rattengift|trauben)[^.?!]{0,20} gefressen|nicht mehr gepinkelt',
  '(?:heute? noch|noch heute|jetzt|gleich)[^.?!]{0,30} (?:jemand|wer|kommen?|vorbei\\p{L}*|umma|losfähr\\p{L}*|losfahren)|(?:jemand|wer|einer?|kommen?|kommt|schick\\p{L}*|melde\\p{L}*|vorbei\\p{L}*)(?: [^.?!]{0,25})? (?:heute? noch|noch heute|jetzt gleich|gleich jetzt|jetzt|gleich vorbei\\p{L}*|gleich|glei)(?=[ ?!.]*(?:[?!]|$|vorbei|losf|umma|kommen))',
  '(?:hochzeit|trauung|feier|gäste)[^.?!]{0,30} (?:heute|in (?:einer|zwei|drei|\\d) stunden?|ist um)|in (?:einer|zwei|drei|\\d) stunden? (?:stehen|kommen)',
)
const french = words(
  '(?<!(?:pas|for|not|no|nothing) )urgente?(?! matters|s? (?:contact|appel))(?!,)|en urgence|au plus vite|dès que possible|dès que vous (?:voyez|lisez|pouvez)|le plus (?:vite|tôt|rapidement) possible|venez vite|vite svp|faites vite',
  'inondation|inondé|inonde|odeur de (?:gaz|br[uû]lé)|sent le (?:gaz|br[uû]lé)|étincelles|(?:peux|peut) plus rentrer|enferm[eé]e?s? (?:dehors|dedans)|clé (?:est )?cassée|eau (?:qui |ki )?(?:coule|tombe|monte|ruisselle)[^.?!]{0,25} plafond|se remplit|sous oxyg[eè]ne|refoulent|plus (?:aucune|de courant|d.électricité)|mangé (?:la |du |des |de la )?(?:mort|chocolat|poison|raisins?)|saigne(?! pas)',
  '(?:venez|venir|vener|passez|passer|quelqu.un|intervenir|intervention|dispo\\p{L}*|rappelez(?:-moi)?|rappeler|prenez)[^.?!]{0,40} (?:maintenant|tout de suite|de suite|aujourd.?hui|auj|ce (?:soir|matin|midi)|cet(?:te)? (?:apr[eè]m|apr[eè]s-midi|matinée)|immédiatement|vite)(?! prochain)',
  '(?:mariage|cocktail|soirée|invités|repas|évènement|événement|livraison)[^.?!]{0,25} (?:de ce soir|ce soir|d.aujourd.?hui|aujourd.?hui|dans (?:une|deux|2|1) ?h)',
)
const spanish = words(
  'cuanto antes|lo antes posible|inmediatamente|de inmediato|(?<!no es (?:una )?)emergencia|urge|(?<!no es |nada )urgente|en cuanto (?:lo|la)? ?(?:vea|vean|lea|lean)',
  'inunda(?:ndo|do|da|ndose)?|olor (?:\\p{L}+ )*a gas|huele a (?:gas|quemado)|ech(?:a|á)ndo a perder|(?:salt|sal|ech)\\p{L}* (?:una? |unas |muchas )?chisp(?:as?|itas?)|chisp(?:as?|itas?) (?:cuando|al|del?|en el)|rebals\\p{L}*|(?:me|nos) qued[eéóa](?:mos)? (?:afuera|fuera|encerrad[ao]s?)|encerrad[ao]s? (?:en|adentro|dentro)|con oxígeno|se comió|saliendo (?:el )?agua|sale agua|cae(?:ndo)? agua|no para de salir|descongel[aá]ndose|no podemos cobrar',
  '(?:ven(?:ir|gan|ga|id|í)|vienen?|alguien|ll[aá]m(?:en|e|eme|enme|ar)|m[aá]nd(?:en|enme|e|eme|ar)|resolver\\p{L}*|atender\\p{L}*|recibir\\p{L}*|pasar|pasen)[^.?!]{0,45} (?:ahora(?: mismo)?|ahorita|ya|hoy(?: mismo)?|enseguida|en seguida|esta (?:noche|tarde|mañana))(?= *(?:[?!.,]|$|por favor|porfa|x favor|\\p{L}+ \\p{L}+ \\d))|necesito (?:saber |hoy |que \\p{L}+ )?(?:ya|hoy antes)|(?:es|evento) hoy|es esta noche|va(?:n)? a oscurecer|ya oscurece',
)

export const URGENT: readonly RegExp[] = [english, german, french, spanish]
/** What is asked of somebody's trade, or was long ago, is no need of today. */
export const NO_NEED =
  /(?<![\p{L}])(?:do you (?:offer|do|fix|repair|handle|provide|take|cover)|what is your|(?:in|since) (?:19|20)\d\d|last (?:year|summer|winter|spring|autumn|fall|month)|l.an dernier|l.année dernière|letztes jahr|el año pasado|machen sie auch|faites-vous|hacen ustedes)(?![\p{L}])/u
