import type { Devices } from '@harmony-live/client';

/**
 * Screen and microphone of this browser. The page with the problem is offered first: browsers leave it out by themselves.
 * Sound of a shared tab stays at home.
 */
export const browserDevices: Devices = {
  getDisplayMedia: () =>
    navigator.mediaDevices.getDisplayMedia({
      video: { frameRate: { ideal: 10, max: 15 } },
      audio: false,
      ...{ selfBrowserSurface: 'include', surfaceSwitching: 'include', monitorTypeSurfaces: 'include' },
    }),
  getUserMedia: () =>
    navigator.mediaDevices.getUserMedia({ audio: { echoCancellation: true, noiseSuppression: true } }),
};
