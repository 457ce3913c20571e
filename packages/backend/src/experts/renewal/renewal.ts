import type { FastifyInstance } from 'fastify';
import { startRenewal } from '../../platform/embeddings/index.ts';
import * as store from './store.ts';

/** Keeps what experts say and have solved comparable with what is asked, whichever model is set. */
export const startExpertRenewal = (app: FastifyInstance): void => {
  startRenewal(app, { name: 'statements of experts', stale: store.staleStatements, renew: store.renewStatements });
  startRenewal(app, { name: 'solved problems', stale: store.staleEvidence, renew: store.renewEvidence });
};
