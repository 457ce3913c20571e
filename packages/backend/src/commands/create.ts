import { roles, type MemberRole } from '@harmony-live/protocol';
import { createMember, createSite } from '../identity/commands.ts';
import type { Command, Given } from './index.ts';
import { demoOption, jsonOption } from './options.ts';
import { UsageError, print, printJson } from './terminal.ts';
import { withApp } from './with-app.ts';

const organisationOption = { type: 'string', about: 'its id or name; a new name makes a new one' } as const;

/** `site create`. */
export const createSiteCommand: Command = {
  options: {
    organisation: organisationOption,
    name: { type: 'string', about: 'what the site is called' },
    origin: {
      type: 'string',
      multiple: true,
      about: 'where its pages are, such as https://app.example.com; may be repeated',
    },
    demo: demoOption,
    json: jsonOption,
  },
  run: async ({ flags }) => {
    const site = {
      organisation: text(flags, 'organisation'),
      name: text(flags, 'name'),
      origins: texts(flags, 'origin'),
    };
    const made = await withApp(flags.demo === true, (app) => createSite(app.platform, site));
    if (flags.json === true) return (printJson(made), 0);
    print(
      `Site key     ${made.key}\nSite secret  ${made.secret}  (shown once: for signing data-user)\n\n${made.snippet}`,
    );
    return 0;
  },
};

/** `member create`. */
export const createMemberCommand: Command = {
  options: {
    organisation: organisationOption,
    email: { type: 'string', about: 'the address to sign in with' },
    name: { type: 'string', about: 'as others see it' },
    role: { type: 'string', about: 'owner, admin, coordinator, expert or auditor; default expert' },
    password: { type: 'string', about: 'default: one is made up and printed' },
    demo: demoOption,
    json: jsonOption,
  },
  run: async ({ flags }) => {
    const password = typeof flags.password === 'string' ? { password: flags.password } : {};
    const member = {
      organisation: text(flags, 'organisation'),
      email: text(flags, 'email'),
      name: text(flags, 'name'),
      role: roleOf(flags.role),
      ...password,
    };
    const made = await withApp(flags.demo === true, (app) => createMember(app.platform, member));
    if (flags.json === true) return (printJson(made), 0);
    print(`${member.name} is ${member.role}. Member ${made.memberId}.`);
    if (made.password !== undefined) print(`Password     ${made.password}  (shown once)`);
    return 0;
  },
};

const text = (flags: Given['flags'], name: string): string => {
  const value = flags[name];
  if (typeof value !== 'string' || value.trim() === '') throw new UsageError(`--${name} is missing.`);
  return value;
};

const texts = (flags: Given['flags'], name: string): string[] | undefined => {
  const value = flags[name];
  return Array.isArray(value) ? value : undefined;
};

const roleOf = (value: unknown): MemberRole => {
  const role = roles.find((known) => known === (value ?? 'expert') && known !== 'visitor');
  if (role === undefined || role === 'visitor') {
    throw new UsageError('--role must be owner, admin, coordinator, expert or auditor.');
  }
  return role;
};
