import { describe, expect, it } from 'vitest';
import { ConfigError, readConfig, type Config } from './config.ts';

const secret = 'x'.repeat(32);
const read = (env: Record<string, string>, isDemo = false): Config =>
  readConfig(env, { isDemo, cwd: '/srv/app', demoSecret: (dataDir) => `secret of ${dataDir}, long enough` });
const refusal = (env: Record<string, string>, isDemo = false): ConfigError => {
  try {
    read(env, isDemo);
  } catch (error) {
    if (error instanceof ConfigError) return error;
    throw error;
  }
  throw new Error('nothing was refused');
};

describe('the settings', () => {
  it('need nothing but a secret', () => {
    expect(read({ HARMONY_SECRET: secret })).toEqual({
      isDemo: false,
      port: 4400,
      host: 'localhost',
      dataDir: '/srv/app/.harmony/data',
      secret,
      publicUrl: 'http://localhost:4400',
      embeddings: 'builtin',
      storageDir: '/srv/app/.harmony/data/files',
      logLevel: 'info',
      retentionDays: 90,
      rateFactor: 1,
    });
  });

  it('take what the environment says', () => {
    const env = {
      HARMONY_SECRET: secret,
      PORT: '8080',
      HOST: '0.0.0.0',
      HARMONY_DATA_DIR: '/var/harmony',
      DATABASE_URL: 'postgres://me:pw@db:5432/harmony',
      PUBLIC_URL: 'https://help.example.com/',
      SMTP_URL: 'smtps://u:p@mail.example.com',
      LOG_LEVEL: 'warn',
      RETENTION_DAYS: '30',
    };
    expect(read(env)).toMatchObject({
      port: 8080,
      host: '0.0.0.0',
      dataDir: '/var/harmony',
      databaseUrl: env.DATABASE_URL,
      publicUrl: 'https://help.example.com',
      smtpUrl: env.SMTP_URL,
      logLevel: 'warn',
      retentionDays: 30,
    });
  });

  it.each([
    ['/var/files', '/var/files'],
    ['files', '/srv/app/files'],
    ['file:///var/people%20files', '/var/people files'],
  ])('take STORAGE_URL=%s as a folder', (STORAGE_URL, storageDir) => {
    expect(read({ HARMONY_SECRET: secret, STORAGE_URL }).storageDir).toBe(storageDir);
  });

  it('count an empty value as unset', () => {
    expect(read({ HARMONY_SECRET: secret, PORT: '', DATABASE_URL: ' ' })).toMatchObject({ port: 4400 });
  });

  it.each([
    ['PORT', 'seventy'],
    ['PORT', '70000'],
    ['PORT', '44.5'],
    ['HOST', 'a host'],
    ['DATABASE_URL', 'mysql://db'],
    ['DATABASE_URL', 'postgres://['],
    ['HARMONY_SECRET', 'too short'],
    ['PUBLIC_URL', 'help.example.com'],
    ['PUBLIC_URL', 'https://help.example.com/path'],
    ['SMTP_URL', 'mail.example.com'],
    ['LOG_LEVEL', 'loud'],
    ['RETENTION_DAYS', '0'],
    ['STORAGE_URL', 's3://key:secret@host/bucket'],
    ['STORAGE_URL', 'file://elsewhere%2F/x'],
    ['NATS_URL', 'nats://bus'],
  ])('refuse %s=%s by name, with a reason', (name, value) => {
    const error = refusal({ HARMONY_SECRET: secret, [name]: value });
    expect(error.setting).toBe(name);
    expect(error.reason).toMatch(/^(must be .+|cannot be used yet.+)\.$/);
  });

  it('never repeat a value, which may be a secret', () => {
    expect(refusal({ HARMONY_SECRET: 'hunter2' }).message).not.toContain('hunter2');
    expect(refusal({ HARMONY_SECRET: secret, DATABASE_URL: 'mysql://u:hunter2@db' }).message).not.toContain('hunter2');
  });

  it('ask for a secret outside the demo', () => {
    expect(refusal({}).message).toMatch(/^HARMONY_SECRET is not set/);
  });
});

describe('the demo', () => {
  it('makes a secret of its own and widens the rates', () => {
    expect(read({}, true)).toMatchObject({
      isDemo: true,
      secret: 'secret of /srv/app/.harmony/data, long enough',
      rateFactor: 10,
    });
  });

  it('cannot be switched on by the environment', () => {
    expect(read({ HARMONY_SECRET: secret, DEMO: '1', HARMONY_DEMO: 'true', NODE_ENV: 'demo' }).isDemo).toBe(false);
  });

  it.each(['localhost', '127.0.0.1', '127.1.2.3', '::1'])('listens on %s', (HOST) => {
    expect(read({ HOST }, true).host).toBe(HOST);
  });

  it.each(['0.0.0.0', '::', '192.168.1.5', 'help.example.com', '127.0.0.1.example.com'])(
    'refuses %s and names the other command',
    (HOST) => {
      const error = refusal({ HOST }, true);
      expect(error.setting).toBe('HOST');
      expect(error.message).toContain('npx harmony start');
    },
  );
});
