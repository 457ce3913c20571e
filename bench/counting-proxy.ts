import { createServer } from 'node:http';
import type { AddressInfo, Socket } from 'node:net';
import { connect } from 'node:net';

/** A proxy on loopback that counts what comes through it. */
export interface CountingProxy {
  url: string;
  /** Bytes that came from outside, so far: packages, metadata, and the encryption around them. */
  received(): number;
  /** Hosts that were asked for, with the bytes that each sent. */
  hosts(): Map<string, number>;
  close(): void;
}

/** Starts it. It tunnels (`CONNECT`), so it sees sizes and host names, never contents. */
export async function startCountingProxy(): Promise<CountingProxy> {
  const hosts = new Map<string, number>();
  const open = new Set<{ destroy(): void }>();
  const server = createServer((_request, response) => response.writeHead(405).end());
  server.on('connect', (request, client: Socket, head: Buffer) => {
    const [host = '', port = '443'] = (request.url ?? '').split(':');
    const outside = connect(Number(port), host, () => {
      client.write('HTTP/1.1 200 Connection Established\r\n\r\n');
      outside.write(head);
      client.pipe(outside).pipe(client);
    });
    outside.on('data', (chunk: Buffer) => hosts.set(host, (hosts.get(host) ?? 0) + chunk.length));
    for (const [one, other] of [
      [client, outside],
      [outside, client],
    ] as const) {
      open.add(one);
      one.on('error', () => other.destroy());
      one.on('close', () => {
        open.delete(one);
        other.destroy();
      });
    }
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    received: () => [...hosts.values()].reduce((sum, bytes) => sum + bytes, 0),
    hosts: () => hosts,
    close: () => {
      for (const socket of open) socket.destroy();
      server.close();
    },
  };
}
