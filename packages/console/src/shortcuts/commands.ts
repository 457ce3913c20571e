import type { ConsoleArea } from '@harmony-live/protocol';
import type { Desk } from '../app/desk.ts';
import { Observable } from '../app/observable.ts';
import { catalogue, type Command, type CommandId } from './catalogue.ts';

/** Does it. `false` says that it was not for this one after all, so that the key keeps its own meaning. */
export type Run = () => void | boolean;

/**
 * Which commands of the catalogue can be done right now: views hold those they can do while they are on screen. A later
 * holder comes before an earlier one.
 */
export class Commands extends Observable {
  readonly #areas: readonly ConsoleArea[];
  readonly #held = new Map<CommandId, Run[]>();

  constructor(areas: readonly ConsoleArea[]) {
    super();
    this.#areas = areas;
  }

  /** Every command this person may ever give. */
  get all(): Command[] {
    return catalogue(this.#areas);
  }

  /** Those that can be given now. */
  get possible(): Command[] {
    return this.all.filter(({ id }) => this.#held.has(id));
  }

  /** Takes these commands on; returns the way to let go of them. */
  hold(runs: Partial<Record<CommandId, Run>>): () => void {
    const entries = Object.entries(runs) as [CommandId, Run][];
    for (const [id, run] of entries) this.#held.set(id, [run, ...(this.#held.get(id) ?? [])]);
    this.changed();
    return () => {
      for (const [id, run] of entries) {
        const left = (this.#held.get(id) ?? []).filter((one) => one !== run);
        if (left.length > 0) this.#held.set(id, left);
        else this.#held.delete(id);
      }
      this.changed();
    };
  }

  /** Gives a command. @returns false when nobody took it */
  run(id: CommandId): boolean {
    const [run] = this.#held.get(id) ?? [];
    return run !== undefined && run() !== false;
  }
}

const perDesk = new WeakMap<Desk, Commands>();

/** The commands of a desk. */
export const commandsOf = (desk: Desk): Commands => {
  const known = perDesk.get(desk) ?? new Commands(desk.areas);
  perDesk.set(desk, known);
  return known;
};
