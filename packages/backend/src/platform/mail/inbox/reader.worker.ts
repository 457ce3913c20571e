import { parentPort, workerData } from 'node:worker_threads';
import type { FetchedMail } from './fetch.ts';
import { parseMail } from './read.ts';

// An error ends the thread, and is thrown to whoever waits for it.
parentPort!.postMessage(await parseMail(workerData as FetchedMail));
