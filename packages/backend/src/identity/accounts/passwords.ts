import { hash, verify } from '@node-rs/argon2';

/** argon2id (2 in the library's table) with the first of OWASP's parameter sets of equal strength: 19 MiB, 2 passes, 1 lane. */
const options = { algorithm: 2, memoryCost: 19_456, timeCost: 2, parallelism: 1 };

/** A password's hash in PHC form, salt and parameters included. */
export const hashPassword = (password: string): Promise<string> => hash(normalise(password), options);

/**
 * True when the password is the one. Without a hash (nobody has this e-mail) it works just as long and says no, so that
 * neither answer nor time tells whether the account exists.
 */
export const isPassword = async (password: string, passwordHash: string | undefined): Promise<boolean> => {
  nobodysHash ??= hash('nobody has this password', options);
  const isRight = await verify(passwordHash ?? (await nobodysHash), normalise(password));
  return isRight && passwordHash !== undefined;
};

let nobodysHash: Promise<string> | undefined;

/** The same characters are the same password, however a keyboard composes them (NIST SP 800-63B, 3.1.1.2). */
const normalise = (password: string): string => password.normalize('NFKC');
