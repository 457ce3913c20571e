/**
 * What can be wrong with the database before or around a statement. Errors of SQL itself stay `postgres.PostgresError`.
 *
 * - `database/in-use` another process has the data folder open
 * - `database/newer-schema` the data was written by a newer version of HARMONY.Live
 * - `database/migration-changed` a migration that already ran differs from the file we ship
 * - `database/unavailable` the engine or the server could not be reached or started
 * - `database/engine-exited` the embedded engine ended while it was in use
 * - `database/nested-transaction` the pool was reached for inside an open transaction
 * - `database/transaction-over` a statement was issued on a handle whose transaction has ended or failed
 */
export type DatabaseErrorCode =
  | 'database/in-use'
  | 'database/newer-schema'
  | 'database/migration-changed'
  | 'database/unavailable'
  | 'database/engine-exited'
  | 'database/nested-transaction'
  | 'database/transaction-over';

/** An error that says what happened (`message`) and what to do about it (`remedy`). */
export class DatabaseError extends Error {
  readonly code: DatabaseErrorCode;
  readonly remedy: string;

  constructor(code: DatabaseErrorCode, message: string, remedy: string, options?: ErrorOptions) {
    super(`${message} ${remedy}`, options);
    this.name = 'DatabaseError';
    this.code = code;
    this.remedy = remedy;
  }
}
