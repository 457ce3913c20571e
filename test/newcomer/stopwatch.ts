import { Lie } from './readme.ts';

/** Something that was done, and how long it took. */
export interface Step {
  name: string;
  seconds: number;
}

/** Times steps and makes a table of them. */
export class Stopwatch {
  readonly steps: Step[] = [];
  readonly #judged: string[] = [];
  /** What is being done, or failed; null between steps. */
  current: string | null = null;

  async time(name: string, work: () => Promise<void>): Promise<void> {
    this.current = name;
    const startedAt = performance.now();
    await work();
    const seconds = (performance.now() - startedAt) / 1_000;
    this.steps.push({ name, seconds });
    console.log(`✓ ${name}: ${seconds.toFixed(1)} s`);
    this.current = null;
  }

  /** Seconds of the steps by these names; of all that were done where left out. */
  sum(names?: readonly string[]): number {
    const counted = this.steps.filter(({ name }) => names === undefined || names.includes(name));
    return counted.reduce((sum, { seconds }) => sum + seconds, 0);
  }

  /** Holds a stretch against its promise. @throws Lie where it took longer */
  judge(what: string, seconds: number, atMost: number): void {
    this.#judged.push(`${what}: ${seconds.toFixed(1)} s of ${atMost} s`);
    if (seconds > atMost) throw new Lie(`${what} takes ${seconds.toFixed(0)} s, and ${atMost} s are promised.`);
  }

  /** Steps with their seconds, then what was held against a promise. */
  table(): string {
    const lines = [...this.steps, { name: 'all of it', seconds: this.sum() }];
    const width = Math.max(...lines.map(({ name }) => name.length));
    return [
      `${'step'.padEnd(width)}  seconds`,
      ...lines.map(({ name, seconds }) => `${name.padEnd(width)}  ${seconds.toFixed(1).padStart(7)}`),
      ...this.#judged,
    ].join('\n');
  }
}
