// What mail systems write of themselves, in the languages that they ship in. Each is a beginning or a fixed phrase of a
// program: none is a word that a customer would write to a plumber at the same place.

/** Who a mail that no person wrote is from: the part of the address before the @, and names. */
export const MACHINE_SENDER =
  /^(mailer[-_.]?daemon|mail[-_.]?daemon|post?master|poostmaster|mdaemon|mailerdaemon|mail\.delivery\.system)$/i
export const MACHINE_NAME =
  /mail(er)?[ -]?(delivery|deliver|daemon)|delivery (sub)?system|mail administrator|ndr administrator|postmaster|mailer-daemon/i

/** Subjects of mails about a mail that did not arrive. */
export const BOUNCE_SUBJECT: readonly RegExp[] = [
  /undeliver(ed|able)|non.?deliver(y|able)|not (be )?delivered|could ?n[o']t be (delivered|sent)/i,
  /deliver(y|ed)?[ -]*(status|notification|failure|failed|error|problem|delay|report)|delayed mail|failure delivery/i,
  /returned (mail|message|to sender)|mail (system error|failure|returned|blocked)|(email|message|mail) bounce/i,
  /failure notice|delivery (has )?failed|error sending your (mail|message)|could not send message|message rejected/i,
  /unzustellbar|nicht zugestellt|zustellung.*(fehlgeschlagen|nicht)|unzustellbarkeit/i,
  /non (remis|distribu)|échec de (la )?(remise|distribution|livraison)|message non délivré/i,
  /no (se puede|se pudo|ha sido) entrega|no entregado|entrega fallida|error de entrega|devuelto al remitente/i,
  /non recapitabil|mancat[ao] (consegna|recapito)|consegna fallita/i,
  /não (foi )?entregue|falha na entrega|não pôde ser entregue/i,
  /onbestelbaar|kan niet worden (bezorgd|afgeleverd)|levering mislukt/i,
  /niedostarcz|nie można dostarczyć|zwrot(ka)? (poczty|wiadomości)/i,
  /kan ikke leveres|kunde inte levereras|olevererbart|ikke leveret|toimitus epäonnistui/i,
  /не (было )?доставлен|недоставлен|невозможно доставить|не удалось доставить/i,
  /配信(不能|エラー|に失敗)|配達(不能|エラー)|送信(エラー|できません)|未達|(エラー|メールエラー)(メール|通知)/,
  /退信|无法(投递|送达)|未能送达|投递失败|無法(投遞|傳遞)|系统退信|배달되지|전송 실패/,
]

/** The same in their bodies, where the subject is that of the mail which came back. */
export const BOUNCE_TEXT: readonly RegExp[] = [
  /(was|were|could|can|is|be|been) ?n[o']t (be )?(able to )?(deliver|reach|relay|process)/i,
  /(permanent|fatal|delivery) (fatal )?(error|failure)s?|delivery (to|for|of) .{0,200}(failed|delay)|undeliver(ed|able)/i,
  /did not reach|has been (rejected|blocked|returned)|unable to deliver|returned to (the )?sender|returning message to sender/i,
  /(user|recipient|host|mailbox|account|address) (is )?(unknown|not found|unavailable|disabled|full|does ?n[o']t exist)/i,
  /unknown (user|recipient|host|address)|(no such|invalid|unrouteable) (user|recipient|mailbox|address)|over quota/i,
  /transcript of session follows|reporting-mta:|diagnostic information for administrators/i,
  /not a member of this (mailing )?list/i,
  /"?notificationType\\?"?\s*:\s*\\?"Bounce/,
  /配信でき|送信できま|届けられま|見つかりません|存在しません|ユーザー?が|宛先不明/,
  /не (было )?доставлен|не удалось|nicht zugestellt|nicht zustell|n'a pas pu être|impossible de remettre|no se pudo|non è stato/i,
]

/** What says that the system keeps trying. */
export const DELAYED =
  /delay(ed)?\b|still being retried|will (be )?retr(y|ied)|warning only|not need to resend|keep trying|warning: could not|status notification: warning|verzöger|retard|retraso|ritardo|задерж|遅延/i

/** Where a system begins to quote what came back. */
export const RETURNED =
  /^[-=*#>_.:<([ \t]{0,100}(below this line is|this is a copy of|(here|below|enclosed|included) (is|follows) (a|the|your) |the header of the original|(original|unsent|returned) message\b|message headers? follow|original message follows|転送|元のメール)/im

export const PASSED_ON = /^\W*(re|fwd?|aw|wg|tr|rv|i|enc|vs|sv|antw|doorst)\s*:/i

export const AUTO_REPLY_SUBJECT =
  /^\W*((auto|automatic|automated)[- ]?(reply|response|answer|responder)|out[- ]of[- ](the )?office|ooo\b|(i am |i'm )?away (until|from)|on (vacation|holiday|leave)\b|vacation (reply|notice|message)|automatische (antwort|rückmeldung)|abwesenheit|abwesend|(re: )?autoreply|réponse automatique|absence du bureau|absent(e)? du bureau|respuesta automática|fuera de (la )?oficina|risposta automatica|fuori (sede|ufficio)|resposta automática|fora do escritório|automatisch antwoord|afwezig|autosvar|automatiskt? svar|automatisk svar|fraværsassistent|frånvaro|automaattinen vastaus|poissa|automatyczna odpowiedź|autoodpowiedź|automatická odpověď|automatikus válasz|răspuns automat|otomatik yanıt|автоответ|автоматический ответ|автоматична відповідь|自動(応答|返信)|不在(通知|連絡|のお知らせ)|自动(回复|答复)|自動回覆|자동 (회신|응답)|부재 중)/iu

export const COMPLAINT_SUBJECT =
  /^(complaint about message|(email |spam )?(abuse|feedback) (report|complaint)|spam complaint)/i
export const COMPLAINT_TEXT =
  /^feedback-type: *(abuse|auth-failure|dmarc|fraud|miscategorized|not-spam|opt-out|virus)|"?notificationType\\?"?\s*:\s*\\?"Complaint|this is an? (email )?(spam\/)?abuse report/im

/** Addresses at which nobody reads. */
export const NO_REPLY =
  /^(no[-_.]?reply|do[-_.]?not[-_.]?reply|dont[-_.]?reply|nicht[-_.]?antworten|keine[-_.]?antwort|ne[-_.]?pas[-_.]?repondre|no[-_.]?responder|non[-_.]?rispondere|nao[-_.]?responda|noreply.*|.*[-_.+]no[-_.]?reply|bounces?|bounces?[-_+].*|notifications?|alerts?|news(letter)?)$/i
