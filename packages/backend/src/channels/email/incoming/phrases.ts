/**
 * What mail programs write around answers, in the languages of the product and of some neighbours. Each is tried against a
 * line, or some lines as one, without marks of direction; none of them can take longer than the line is long.
 */

/** "On 30 Nov 2026 at 10:11, Ada wrote:" of Gmail, Apple Mail, Thunderbird, Outlook for Mac and Yahoo. */
export const introductions: readonly RegExp[] = [
  /^On .{6,300} wrote ?:$/u,
  /^.{1,100} wrote on .{6,200} ?:$/u,
  /^Am .{6,200} schrieb .{1,200} ?:$/u,
  /^Am .{6,300} schrieb ?:$/u,
  /^.{1,100} schrieb am .{6,200} ?:$/u,
  /^Le .{6,300} a écrit ?:$/u,
  /^El .{6,300} escribió ?:$/u,
  /^Em .{6,300} escreveu ?:$/u,
  /^(?:Il|In data) .{6,300} ha scritto ?:$/u,
  /^Op .{6,200} schreef .{1,200} ?:$/u,
  /^(?:Den|W dniu|Dnia) .{6,200} (?:skrev|pisze|napisał\S*)(?: .{1,200})? ?:$/u,
  /^(?:\d{4}年|\d{4}\/).{6,300}(?:のメール|のメッセージ|は書きました|が書きました) ?[:：]$/u,
  /^في .{6,300}(?:كتب|كتبت|كتابة ما يلي)(?: .{1,200})? ?:$/u,
];

/** The same in any other language: a date or a time, somebody's address, and a colon at the end. */
export const anyIntroduction =
  /^.{0,150}(?:\p{Nd}{4}|\p{Nd}{1,2}[:.]\p{Nd}{2}).{0,150}<[^<>\s]{1,120}@[^<>\s]{1,120}>.{0,30}[:：]$/u;

/** "-----Original Message-----" of Outlook: what follows is never the person's. */
export const separators: readonly RegExp[] = [
  /^[-_*]{2,} ?(?:Original Message|Ursprüngliche Nachricht|Originalnachricht) ?[-_*]{2,}$/iu,
  /^[-_*]{2,} ?(?:Message d['’]origine|Message original|Mensaje original|Mensagem original) ?[-_*]{2,}$/iu,
  /^[-_*]{2,} ?(?:Messaggio originale|Oorspronkelijk bericht|元のメッセージ|الرسالة الأصلية|رسالة أصلية) ?[-_*]{2,}$/iu,
];

/** The fields that Outlook puts above the mail that is answered: the sender's comes first, a date and a receiver follow. */
export const headerFields = {
  from: /^\*?(?:From|Von|De|Da|Van|差出人|送信者|من) ?[:：]/iu,
  date: /^\*?(?:Sent|Date|Gesendet|Datum|Envoyé|Enviado(?: el| em)?|Enviada em|Fecha|Data|Inviato|Verzonden|送信日時|日時|日付|تاريخ الإرسال|تم الإرسال|التاريخ|أُ?رسلت?) ?[:：]/iu,
  to: /^\*?(?:To|An|À|A|Para|Aan|宛先|إلى) ?[:：]/iu,
} as const;

/** What telephones and programs add below: "Sent from my iPhone". */
export const advertisements: readonly RegExp[] = [
  /^(?:Sent (?:from|via|with|using)|Get Outlook for) .{2,80}$/iu,
  /^(?:Von meine[mr] .{2,60} gesendet|Gesendet (?:von|mit|über|aus) .{2,80}|Diese Nachricht wurde von .{2,80} gesendet)\.?$/iu,
  /^(?:Outlook für .{2,80}|Holen Sie sich Outlook für .{2,80})$/iu,
  /^(?:Envoyé (?:de|depuis|avec|à partir d)|Télécharger Outlook pour|Obtenir Outlook pour).{2,80}$/iu,
  /^(?:Enviado (?:desde|con|do|da|de|pelo|pela|a partir d)|Obtener Outlook para|Obter o Outlook para|Baixe o Outlook para).{2,80}$/iu,
  /^(?:.{2,40}から送信(?:されました|しました)?|Outlook for .{2,20} ?(?:を入手|の入手).{0,60})$/iu,
  /^(?:(?:أُ?رسلت?|مُ?رسلة?|تم الإرسال) من|الحصول على Outlook|احصل على Outlook).{2,80}$/iu,
];
