import { createRequire } from 'node:module';
import type { Plugin } from 'rollup';

/** Modules that simple-peer imports, and what stands for them in a browser. */
const standIns: Readonly<Record<string, string>> = {
  // Brings a native binary for Node, so it is left out of the installation (pnpm-workspace.yaml); browsers have their own.
  'webrtc-polyfill': 'export const { RTCPeerConnection, RTCSessionDescription, RTCIceCandidate } = globalThis;\n',
  // Nobody reads its log on a stranger's page.
  debug: 'export default () => () => {};\n',
};
const prefix = '\0stand-in:';
const { resolve } = createRequire(import.meta.url);

/** The browser's own WebRTC for simple-peer, and the one module of Node that it stands on. */
export const browserWebRtc = (): Plugin => ({
  name: 'harmony:browser-webrtc',
  resolveId: (id) => {
    if (id === 'events') return resolve('events/');
    return id in standIns ? prefix + id : null;
  },
  load: (id) => (id.startsWith(prefix) ? standIns[id.slice(prefix.length)]! : null),
});
