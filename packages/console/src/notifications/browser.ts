import type { Desk } from '../app/desk.ts';
import { preferences } from '../app/preferences.ts';
import type { Router } from '../app/router.ts';
import { commandsOf } from '../shortcuts/commands.ts';
import type { Notice } from './notice.ts';
import { Notifier, type Shown } from './notifier.ts';
import { permission } from './permission.ts';
import { chimeOnce } from './sound.ts';

/** The notifier of a desk in this browser. */
export const notifierOf = (desk: Desk, router: Router): Notifier =>
  new Notifier({
    desk,
    preferences: preferences(),
    isLookedAt,
    onLookedAt,
    show,
    sound: (assignmentId) => void chimeOnce(assignmentId),
    goToRequest: () => void commandsOf(desk).run('request.focus'),
    goToConversation: (id) => router.go('conversations', id),
    now: () => Date.now(),
  });

/** A tab that is seen but has not the keyboard stands beside what somebody really looks at. */
const isLookedAt = (): boolean => !document.hidden && document.hasFocus();

const onLookedAt = (fn: () => void): (() => void) => {
  window.addEventListener('focus', fn);
  document.addEventListener('visibilitychange', fn);
  return () => {
    window.removeEventListener('focus', fn);
    document.removeEventListener('visibilitychange', fn);
  };
};

/** Silent: what is heard, if anything, is the console's own sound. */
const show = ({ tag, title, body }: Notice, onPress: () => void): Shown | null => {
  if (permission() !== 'granted') return null;
  try {
    const { lang } = document.documentElement;
    const shown = new Notification(title, { tag, lang, dir: 'auto', silent: true, ...(body ? { body } : {}) });
    shown.addEventListener('click', () => {
      window.focus();
      onPress();
    });
    return shown;
  } catch {
    // Browsers of phones show only what a service worker does.
    return null;
  }
};
