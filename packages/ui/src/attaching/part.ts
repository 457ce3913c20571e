/** All that comes with the first file of a conversation. */
import './file.ts';
import './tray.ts';

export { Attaching } from './attaching.ts';
export { chooseFiles } from './choose.ts';
export { fileSource } from './source.ts';
