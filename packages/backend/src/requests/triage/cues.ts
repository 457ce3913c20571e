/**
 * Words by which people say how pressing or how hard something is, in the product's seven languages. Everyday phrases of help
 * desks, written down by hand; they are what there is until experts have corrected enough.
 */
const phrases = {
  urgent: `urgent|urgently|asap|as soon as possible|immediately|right now|emergency|critical|outage|deadline|data loss
    |production (?:is |has been )?down|(?:site|system|service|server|app|everything|database) (?:is|went|has gone) down
    |(?:cannot|can't|can not) work|(?:is|are|am|i'm|totally|completely) blocked|losing (?:money|customers|data|sales|orders)
    |dringend|sofort|eilig|notfall|so schnell wie möglich|schnellstmöglich|steht still|ausgefallen|totalausfall|nichts geht mehr
    |kann nicht (?:weiter)?arbeiten
    |urgente?s?|d'urgence|immédiatement|tout de suite|au plus vite|dès que possible|en panne|plus rien ne marche|bloquée?s?
    |inmediatamente|cuanto antes|lo antes posible|emergencia|ahora mismo|est[aá] ca[ií]d[oa]|bloquead[oa]s?|no puedo trabajar
    |urgentes?|imediatamente|o quanto antes|o mais rápido possível|emergência|agora mesmo|fora do ar|não consigo trabalhar`,
  calm: `no (?:rush|hurry)|not (?:an? )?(?:urgent|emergency)|isn't urgent|whenever you|when you have (?:a |some )?(?:time|moment|minute)
    |at your convenience|low priority|just (?:curious|wondering)|nice to have
    |nicht (?:so )?(?:dringend|eilig)|keine eile|hat zeit|eilt nicht|wenn (?:du|sie|ihr) (?:mal )?zeit|bei gelegenheit|nur neugierig
    |pas (?:urgent|pressée?)|rien d'urgent|pas d'urgence|quand vous (?:avez|aurez|pouvez|pourrez)|à l'occasion|simple curiosité
    |no es urgente|nada urgente|sin prisas?|no hay prisa|cuando (?:pueda|puedas|puedan|tenga|tengas|tengan)|por curiosidad
    |não é urgente|nada urgente|sem pressa|quando (?:puder|tiver)|por curiosidade`,
  howTo: `how (?:do|can|should|would|to)|where (?:do|can|is|are)|is there a way|is it possible|can i|may i
    |wie (?:kann|mache|ändere|finde|füge|lösche|erstelle|stelle|komme|geht)|wo (?:finde|kann|ist|sind|stelle)|kann (?:ich|man)|ist es möglich
    |comment|où (?:puis|est|se|trouver)|est-il possible|puis-je|peut-on
    |c[oó]mo|d[oó]nde|es posible|se puede
    |como (?:faço|posso|eu|fazer)|onde|é possível|posso`,
  hard: `intermittent|intermittently|sporadic|randomly|sometimes|only in production|deadlock|race condition|memory leak|data loss|corrupted
    |inconsistent|migration|replication|crashes|segfault|timeouts?
    |sporadisch|gelegentlich|manchmal|nur in produktion|speicherleck|datenverlust|abstürze
    |par intermittence|parfois|aléatoire|aléatoirement|uniquement en production|fuite de mémoire|perte de données
    |intermitente|a veces|aleatoriamente|solo en producción|fuga de memoria|pérdida de datos
    |às vezes|só em produção|vazamento de memória|perda de dados`,
} as const;

/** Japanese puts no spaces between words, and Arabic writes articles and particles into them: there any place counts. */
const anywhere = {
  urgent:
    '至急|緊急|今すぐ|急いで|障害が|停止して|ダウンして|仕事になら|عاجل|فورا|طارئ|بأسرع وقت|في أقرب وقت|متوقف|معطل',
  calm: '急ぎではな|急ぎでな|急いでいな|急ぎません|お手すき|時間のあるとき|時間のある時|ليس عاجل|غير عاجل|ليس الأمر عاجل|لا داعي للعجلة|عندما يكون لديك وقت|على مهل',
  howTo: '方法|どうやって|どうすれば|どこで|どこに|できますか|教えて|كيف|أين|هل يمكن',
  hard: '時々|ときどき|断続的|本番環境だけ|メモリリーク|データ損失|أحيانا|متقطع|فقدان البيانات|تسرب الذاكرة',
} as const;

type Cue = keyof typeof phrases;

/** Says whether a text has a cue. */
export const cues = Object.fromEntries(
  Object.entries(phrases).map(([cue, list]) => [
    cue,
    new RegExp(
      `(?<![\\p{L}\\p{N}])(?:${list.replace(/\s*\n\s*/g, '')})(?![\\p{L}\\p{N}])|${anywhere[cue as Cue]}`,
      'iu',
    ),
  ]),
) as Readonly<Record<Cue, RegExp>>;
