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
}
