/** How somebody answered when requests were put before them in the last 30 days; questions that were taken back are not counted. */
export interface Answers {
  asked: number;
  accepted: number;
  /** The sum, over those accepted, of the share of the time that was left when they did, 0–1 each. */
  timeLeft: number;
  /** Declined or let pass in the last hour. */
  refusedLately: number;
}

export const noAnswers: Answers = { asked: 0, accepted: 0, timeLeft: 0, refusedLately: 0 };

/** How long answers count. */
export const answersMs = 30 * 86_400_000;
/** How long a refusal tires. */
export const fatigueMs = 3_600_000;

/** So many answers weigh as much as what is usual: two quick acceptances make nobody the quickest. */
const usualWeight = 5;

/** What is usual among those who could be asked; as good as can be where nobody was asked yet. */
export const usualOf = (all: readonly Answers[]): Answers => ({
  asked: sum(all, ({ asked }) => asked),
  accepted: sum(all, ({ accepted }) => accepted),
  timeLeft: sum(all, ({ timeLeft }) => timeLeft),
  refusedLately: 0,
});

/** `responsiveness`: how often they accept and how quickly, both shrunk to what is usual; 0–1. */
export const responsivenessOf = (answers: Answers, usual: Answers): number => {
  const shrunk = (part: number, whole: number, usualShare: number): number =>
    (part + usualWeight * usualShare) / (whole + usualWeight);
  const accepts = shrunk(answers.accepted, answers.asked, share(usual.accepted, usual.asked));
  const quick = shrunk(answers.timeLeft, answers.accepted, share(usual.timeLeft, usual.accepted));
  return accepts * (0.5 + 0.5 * quick);
};

/** `fatigue`: half after one refusal in the last hour, three quarters after two; 0–1. */
export const fatigueOf = ({ refusedLately }: Answers): number => 1 - 0.5 ** refusedLately;

const share = (part: number, whole: number): number => (whole === 0 ? 1 : part / whole);

const sum = (all: readonly Answers[], of: (one: Answers) => number): number =>
  all.reduce((total, one) => total + of(one), 0);
