import type { IncomingMessage, ServerResponse } from 'node:http';

/**
 * What the host pages ask of their own server. `/app/…?delay=MS&status=CODE`: answers after so long; `/app/drop`: breaks the
 * connection; `/app/events`: server-sent events, one each half second; `/app/throws.js`: a script that throws;
 * `/app/tone.wav`: two seconds of silence; `/app/file`: a download.
 */
export const answerApp = async (request: IncomingMessage, response: ServerResponse, url: URL): Promise<void> => {
  for await (const _ of request);
  const delayMs = Number(url.searchParams.get('delay') ?? 0);
  if (delayMs > 0) await new Promise((resolve) => setTimeout(resolve, delayMs));
  response.setHeader('cache-control', 'no-store');
  response.setHeader('access-control-allow-origin', '*');
  switch (url.pathname) {
    case '/app/drop':
      response.destroy();
      return;
    case '/app/throws.js':
      response.writeHead(200, { 'content-type': 'text/javascript' }).end('throw new Error("from elsewhere")');
      return;
    case '/app/tone.wav':
      response.writeHead(200, { 'content-type': 'audio/wav' }).end(silence(2));
      return;
    case '/app/file':
      response.writeHead(200, { 'content-disposition': 'attachment; filename="list.csv"' }).end('a,b\n1,2\n');
      return;
    case '/app/tile.svg':
      response
        .writeHead(200, { 'content-type': 'image/svg+xml' })
        .end(
          '<svg xmlns="http://www.w3.org/2000/svg" width="256" height="256"><rect width="256" height="256" fill="#cde"/></svg>',
        );
      return;
    case '/app/events':
      return stream(response);
    default: {
      const status = Number(url.searchParams.get('status') ?? (url.pathname.startsWith('/app/') ? 200 : 404));
      response.writeHead(status, { 'content-type': 'application/json' });
      response.end(status === 204 ? undefined : JSON.stringify({ path: url.pathname, items: [1, 2, 3] }));
    }
  }
};

const stream = (response: ServerResponse): void => {
  response.writeHead(200, { 'content-type': 'text/event-stream' });
  let n = 0;
  const timer = setInterval(() => response.write(`data: ${(n += 1)}\n\n`), 500);
  response.on('close', () => clearInterval(timer));
};

/** A WAV file of 8 kHz, 8 bit, mono. */
const silence = (seconds: number): Buffer => {
  const samples = 8_000 * seconds;
  const file = Buffer.alloc(44 + samples, 0x80);
  file.write('RIFF', 0);
  file.writeUInt32LE(36 + samples, 4);
  file.write('WAVEfmt ', 8);
  file.writeUInt32LE(16, 16);
  file.writeUInt16LE(1, 20);
  file.writeUInt16LE(1, 22);
  file.writeUInt32LE(8_000, 24);
  file.writeUInt32LE(8_000, 28);
  file.writeUInt16LE(1, 32);
  file.writeUInt16LE(8, 34);
  file.write('data', 36);
  file.writeUInt32LE(samples, 40);
  return file;
};
