import type { ConsentPurpose } from '@harmony-live/protocol';
import type { Tx } from './database/index.ts';

/** A person as the organisation knows them. */
export interface Person {
  organisationId: string;
  visitorId: string;
}

/**
 * What a module keeps about people, declared beside the module that keeps it. `columns` names every column that refers to a
 * visitor or member (`table.column`); a house test compares that with the schema, so nothing is kept that nobody can erase.
 */
export interface PersonalData {
  /** The module's name, also the key in the export. */
  name: string;
  columns: readonly string[];
  /** Everything this module keeps about the person, as plain JSON. */
  export(tx: Tx, person: Person): Promise<unknown>;
  /** Removes or anonymises it, in the caller's transaction; safe to run twice. */
  erase(tx: Tx, person: Person): Promise<void>;
  /** By purpose: removes what was collected for it alone, once the person has withdrawn; as `erase` does otherwise. */
  withdraw?: Partial<Record<ConsentPurpose, (tx: Tx, person: Person) => Promise<void>>>;
  /** Whether the person must still be able to come back to something, such as a request that waits. */
  isOngoing?(tx: Tx, person: Person): Promise<boolean>;
}

/** The list of all of them, in the modules' order. */
export class PersonalDataRegistry {
  readonly #modules: PersonalData[] = [];

  register(data: PersonalData): void {
    this.#modules.push(data);
  }

  get modules(): readonly PersonalData[] {
    return this.#modules;
  }

  async export(tx: Tx, person: Person): Promise<Record<string, unknown>> {
    const result: Record<string, unknown> = {};
    for (const data of this.#modules) result[data.name] = await data.export(tx, person);
    return result;
  }

  /** In reverse order, so that what refers to others goes before what it refers to. */
  async erase(tx: Tx, person: Person): Promise<void> {
    for (const data of this.#modules.toReversed()) await data.erase(tx, person);
  }

  async isOngoing(tx: Tx, person: Person): Promise<boolean> {
    for (const data of this.#modules) if ((await data.isOngoing?.(tx, person)) === true) return true;
    return false;
  }

  /** What was collected for this purpose alone goes. */
  async withdraw(tx: Tx, purpose: ConsentPurpose, person: Person): Promise<void> {
    for (const data of this.#modules.toReversed()) await data.withdraw?.[purpose]?.(tx, person);
  }
}
