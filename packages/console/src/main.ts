import { adoptInDocument } from '@harmony-live/ui';
import './app/console-app.ts';

adoptInDocument(document);
