import { adoptInDocument, applyAppearance } from '@harmony-live/ui';
import './app/console-app.ts';

adoptInDocument(document);
applyAppearance(document.documentElement, { theme: 'auto', locale: 'en' });
