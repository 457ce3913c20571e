import { Counter, Gauge, Histogram, Registry, collectDefaultMetrics } from 'prom-client';

/** Prometheus text of this process. Labels come from fixed lists: never an id, an address, or a path with values in it. */
export interface Metrics {
  readonly contentType: string;
  text(): Promise<string>;
  /** `route` is the route's pattern. */
  observeRequest(labels: { method: string; route: string; status: number }, durationMs: number): void;
  countFrame(direction: 'in' | 'out', frame: string): void;
  /** A mail that came to our mailbox, and what became of it. */
  countMail(outcome: string): void;
  /** A value that is read whenever somebody asks; one that cannot be read keeps its last value. */
  gauge(name: string, help: string, read: () => number | Promise<number>): void;
}

export const createMetrics = (): Metrics => {
  const registry = new Registry();
  collectDefaultMetrics({ register: registry });
  const requests = new Histogram({
    name: 'harmony_http_request_duration_seconds',
    help: 'Time to answer, by route',
    labelNames: ['method', 'route', 'status'],
    buckets: [0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5],
    registers: [registry],
  });
  const frames = new Counter({
    name: 'harmony_live_frames_total',
    help: 'Frames over live connections',
    labelNames: ['direction', 'frame'],
    registers: [registry],
  });
  const mails = new Counter({
    name: 'harmony_mails_received_total',
    help: 'Mails that came to our mailbox, by what became of them: taken, waiting, or why not',
    labelNames: ['outcome'],
    registers: [registry],
  });
  return {
    contentType: registry.contentType,
    text: () => registry.metrics(),
    observeRequest: ({ method, route, status }, durationMs) =>
      requests.observe({ method, route, status }, durationMs / 1000),
    countFrame: (direction, frame) => frames.inc({ direction, frame }),
    countMail: (outcome) => mails.inc({ outcome }),
    gauge: (name, help, read) =>
      void new Gauge({
        name,
        help,
        registers: [registry],
        async collect() {
          await Promise.resolve(read()).then(
            (value) => this.set(value),
            () => {},
          );
        },
      }),
  };
};
