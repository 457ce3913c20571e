export { fromBytes } from './bytes.ts';
export { wordsOf } from './features.ts';
export { explain, predict, type Guess, type Model, type Prediction, type Reason } from './model.ts';
export { train, type Example } from './train.ts';
export { trainInThread } from './trainer.ts';
