import { parentPort, workerData } from 'node:worker_threads';
import { toBytes } from './bytes.ts';
import { train, type Example } from './train.ts';

// An error ends the thread, and is thrown to whoever waits for it.
parentPort!.postMessage(toBytes(train(workerData as Example[])));
