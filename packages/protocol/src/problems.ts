/** Every problem the wire may carry (RFC 9457): status, title for people. `detail` says what to do, per case. */
export const problems = {
  'body/invalid': { status: 400, title: 'Something in the request is not valid' },
  'frame/unknown-type': { status: 400, title: 'This kind of frame does not exist' },
  'auth/required': { status: 401, title: 'Sign in first' },
  'auth/failed': { status: 401, title: 'E-mail or password is not right' },
  'token/expired': { status: 401, title: 'The token has expired' },
  'token/invalid': { status: 401, title: 'The token is not valid' },
  'origin/not-allowed': { status: 403, title: 'This page may not use this site key' },
  'role/insufficient': { status: 403, title: 'Your role does not allow this' },
  'consent/missing': { status: 403, title: 'The person has not agreed to this' },
  'gate/rejected': { status: 403, title: 'This action was not approved' },
  'route/not-found': { status: 404, title: 'There is nothing here' },
  'site/not-found': { status: 404, title: 'No such site' },
  'visit/not-found': { status: 404, title: 'No such visit' },
  'visitor/not-found': { status: 404, title: 'No such visitor' },
  'member/not-found': { status: 404, title: 'No such member' },
  'invitation/not-found': { status: 404, title: 'No such invitation' },
  'block/not-found': { status: 404, title: 'No such block' },
  'expert/not-found': { status: 404, title: 'No such expert' },
  'help-request/not-found': { status: 404, title: 'No such help request' },
  'appointment/not-found': { status: 404, title: 'No such appointment' },
  'assignment/not-found': { status: 404, title: 'No such assignment' },
  'conversation/not-found': { status: 404, title: 'No such conversation' },
  'handover/not-found': { status: 404, title: 'No such question to a colleague' },
  'reply/not-found': { status: 404, title: 'No such saved reply' },
  'attachment/not-found': { status: 404, title: 'No such file' },
  'article/not-found': { status: 404, title: 'No such article' },
  'award/not-found': { status: 404, title: 'No such award' },
  'call/not-found': { status: 404, title: 'No such call' },
  'session/not-found': { status: 404, title: 'No such session' },
  'assignment/taken': { status: 409, title: 'Somebody else took this a moment ago' },
  'assignment/expired': { status: 409, title: 'The time to accept has passed' },
  'slot/taken': { status: 409, title: 'This time is not free any more' },
  'capacity/full': { status: 409, title: 'You have as many conversations as you set' },
  'help-request/over': { status: 409, title: 'This request is over' },
  'conversation/closed': { status: 409, title: 'This conversation has ended' },
  'handover/pending': { status: 409, title: 'A colleague is being asked already' },
  'handover/ended': { status: 409, title: 'This question is over' },
  'email/taken': { status: 409, title: 'There is an account with this e-mail already' },
  'invitation/pending': { status: 409, title: 'They are invited already' },
  'member/last-owner': { status: 409, title: 'A workspace needs an owner' },
  'key/reused': { status: 409, title: 'The same id was used with other content' },
  'version/stale': { status: 409, title: 'Somebody changed this in the meantime' },
  'invitation/used': { status: 410, title: 'This invitation was used' },
  'invitation/withdrawn': { status: 410, title: 'This invitation was withdrawn' },
  'body/too-large': { status: 413, title: 'The request is too large' },
  'file/type-refused': { status: 415, title: 'This type is not accepted' },
  'ledger/would-overdraw': { status: 422, title: 'This would overdraw the account' },
  'rate/limited': { status: 429, title: 'Too many requests' },
  'server/error': { status: 500, title: 'Something went wrong on our side' },
  'server/busy': { status: 503, title: 'The server is busy' },
  'mail/unavailable': { status: 503, title: 'No mail can be sent' },
  'database/unavailable': { status: 503, title: 'The database does not answer' },
} as const satisfies Record<string, { status: number; title: string }>;

export type ProblemCode = keyof typeof problems;

/** The prefix of every `type`; the code follows it. */
export const problemTypePrefix = 'urn:harmony:problem:';

/** What goes over HTTP as `application/problem+json`, and over the socket inside a `problem` frame. */
export interface ProblemBody {
  type: string;
  title: string;
  status: number;
  /** What happened and what to do. */
  detail: string;
  /** JSON path of the field that is wrong, such as `/email`. */
  field?: string;
  /** Why that field is wrong, such as `must be at least 12 characters`. */
  reason?: string;
  retryAfterMs?: number;
  validationId?: string;
}

export type ProblemExtras = Pick<ProblemBody, 'field' | 'reason' | 'retryAfterMs' | 'validationId'>;

/** An expected failure with a code from the table. Thrown by rules and routes, worded once, never logged as a crash. */
export class Problem extends Error {
  readonly code: ProblemCode;
  readonly status: number;
  readonly extras: ProblemExtras;

  constructor(code: ProblemCode, detail: string, extras: ProblemExtras = {}) {
    super(detail);
    this.name = 'Problem';
    this.code = code;
    this.status = problems[code].status;
    this.extras = extras;
  }

  toBody(): ProblemBody {
    return {
      type: problemTypePrefix + this.code,
      title: problems[this.code].title,
      status: this.status,
      detail: this.message,
      ...this.extras,
    };
  }
}

/** `throw problem('assignment/taken', 'Grace took this a moment ago. You are free for the next.')` */
export const problem = (code: ProblemCode, detail: string, extras?: ProblemExtras): Problem =>
  new Problem(code, detail, extras);

/** The code inside a problem's `type`, or null when it is none of ours. */
export const problemCode = (type: string): ProblemCode | null => {
  const code = type.startsWith(problemTypePrefix) ? type.slice(problemTypePrefix.length) : '';
  return code in problems ? (code as ProblemCode) : null;
};
