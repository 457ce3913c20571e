/** What the browser lets this site show: nobody was asked yet, yes, no, or it shows none at all. */
export type Permission = NotificationPermission | 'impossible';

/** What holds now. */
export const permission = (): Permission => ('Notification' in globalThis ? Notification.permission : 'impossible');

/** Asks, where nobody was asked yet. To be called from a press alone: browsers refuse otherwise, and so would people. */
export async function askPermission(): Promise<Permission> {
  return permission() === 'default' ? Notification.requestPermission() : permission();
}

/** Calls `fn` when somebody changes it in the browser's own settings; where browsers do not tell, never. @returns the way to stop */
export function onPermissionChange(fn: () => void): () => void {
  let status: PermissionStatus | null = null;
  let isOver = false;
  navigator.permissions?.query({ name: 'notifications' }).then(
    (found) => {
      if (isOver) return;
      status = found;
      status.addEventListener('change', fn);
    },
    () => {},
  );
  return () => {
    isOver = true;
    status?.removeEventListener('change', fn);
  };
}
