import { adopt } from '../app/sheets.ts';
import css from './figures.css';

// Imported by every view that draws or lists figures; a module is run once, so that its sheet is adopted once.
adopt(css);
