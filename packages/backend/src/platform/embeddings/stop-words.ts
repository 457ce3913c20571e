const english = `
a about above after again against ain all also am an and any are aren't as at be because been before being below between
both but by can cannot can't could couldn't did didn't do does doesn't doing don't down during each else even ever every few for
from further get gets got had hadn't has hasn't have haven't having he her here hers him his how i i'd i'll i'm i've if in
into is isn't it it's its itself just let like may me might more most much must my myself never no nor not now of off on
once one only or other our ours out over own please quite rather really same say says shall she should shouldn't since so
some still such than that that's the their them then there these they thing this those though through to too two under
until up upon us use used uses using very was wasn't way we were weren't what when where whether which while who whose why
will with within without won't would wouldn't yet you your yours`;

/** What nearly every request for help says, whatever it is about. */
const asking = `
help helped helping helps hello hi hey thanks thank problem problems issue issues trouble question stuck need needs needed want wants
wanted try tried trying tries know knows think work works working worked fix happen happens happened something anything nothing everything
someone anybody nobody somebody people person today yesterday suddenly always sometimes`;

const german = `
aber als am an auch auf aus bei beim bin bis bitte da damit dann das dass dem den der des die doch du durch ein eine einem
einen einer eines er es für geht habe haben hat hier ich ihr im in ist ja kann kein keine man mein meine mich mir mit nach nicht noch
nur oder ohne schon sein seine sich sie sind so über um und uns unser von vor war warum was wenn wer werden wie wir wird wo zu zum zur`;

const french = `
à au aux avec ce ces cette dans de des du elle en est et être il ils je la le les leur lui ma mais me mes moi mon ne nos
notre nous on ou où par pas peut plus pour qu que quand qui sa sans se ses si son sont sur ta te tes tu un une vos votre vous`;

const spanish = `
a al algo como con cuando de del desde donde el ella en entre era es esta estas este esto están está fue ha hay la las le
lo los me mi mis muy más no nos o para pero por porque puedo que qué se si sin sobre son su sus también te tengo un una uno y ya yo`;

const lists: Readonly<Record<string, ReadonlySet<string>>> = Object.fromEntries(
  Object.entries({ en: english + asking, de: german, fr: french, es: spanish }).map(([language, words]) => [
    language,
    new Set(words.trim().split(/\s+/)),
  ]),
);

/** Whether a word in lower case says nothing about a text in one of these languages (`en`, `de`, …). */
export const isStopWord = (word: string, languages: readonly string[]): boolean =>
  languages.some((language) => lists[language]?.has(word) ?? false);
