import type { Plugin } from 'rollup';

/** Modules that simple-peer imports, and what stands for them in a browser. */
const standIns: Readonly<Record<string, string>> = {
  // Brings a native binary for Node, so it is left out of the installation (pnpm-workspace.yaml); browsers have their own.
  'webrtc-polyfill': 'export const { RTCPeerConnection, RTCSessionDescription, RTCIceCandidate } = globalThis;\n',
  // Nobody reads its log on a stranger's page.
  debug: 'export default () => () => {};\n',
};

/** The browser's own WebRTC for simple-peer. */
export const browserWebRtc = (): Plugin => ({
  name: 'harmony:browser-webrtc',
  resolveId: (id) => (id in standIns ? `\0stand-in:${id}` : null),
  load: (id) => (id.startsWith('\0stand-in:') ? standIns[id.slice('\0stand-in:'.length)]! : null),
});
