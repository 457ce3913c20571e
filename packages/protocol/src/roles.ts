/** Who may call what: the one table. It becomes the OpenAPI's `x-roles`, the checks at run time, and the console's navigation. */
export const roles = ['owner', 'admin', 'coordinator', 'expert', 'auditor', 'visitor'] as const;
export type Role = (typeof roles)[number];
export type MemberRole = Exclude<Role, 'visitor'>;

/** `site`: a site key with an allowed Origin. `anybody`: no credentials at all. */
export type Access = readonly (Role | 'site' | 'anybody')[];

const admins = ['owner', 'admin'] as const;
const leads = ['owner', 'admin', 'coordinator'] as const;
const helpers = ['owner', 'admin', 'coordinator', 'expert'] as const;
const members = ['owner', 'admin', 'coordinator', 'expert', 'auditor'] as const;
const participants = ['visitor', ...helpers] as const;
const anybody = ['anybody'] as const;

/** `METHOD /path` as registered. A route that is missing here stops the start; so does a row without a route. */
export const routeAccess = {
  'GET /v1/config': anybody,
  'POST /v1/visits': ['site'],
  'POST /v1/consent': ['visitor'],
  'POST /v1/signals': ['visitor'],
  'GET /v1/me/data': ['visitor'],
  'DELETE /v1/me/data': ['visitor'],

  'POST /v1/workspaces': anybody,
  'POST /v1/verify-email': anybody,
  'POST /v1/login': anybody,
  'POST /v1/logout': members,
  'GET /v1/me': members,
  'PATCH /v1/me': members,
  'GET /v1/me/memberships': members,
  'POST /v1/me/membership': members,
  'POST /v1/me/password': members,
  'POST /v1/password-resets': anybody,
  'POST /v1/password-resets/use': anybody,

  'GET /v1/members': [...leads, 'auditor'],
  'PATCH /v1/members/:id': admins,
  'DELETE /v1/members/:id': admins,
  'GET /v1/members/:id/removal': members,
  'POST /v1/members/:id/ownership': ['owner'],
  'POST /v1/leave': members,
  'GET /v1/invitations': [...leads, 'auditor'],
  'POST /v1/invitations': admins,
  'POST /v1/invitations/:id/send': admins,
  'DELETE /v1/invitations/:id': admins,
  'POST /v1/join': anybody,
  'POST /v1/join/look': anybody,
  'GET /v1/sites': [...admins, 'auditor'],
  'POST /v1/sites': admins,
  'PATCH /v1/sites/:id': admins,
  'POST /v1/sites/:id/key': admins,
  'POST /v1/sites/:id/secret': admins,
  'GET /v1/sites/:id/tuning': [...admins, 'auditor'],
  'GET /v1/sites/:id/routing': [...admins, 'auditor'],
  'PATCH /v1/sites/:id/routing': admins,
  // It changes nothing: who reads decisions may look at them with other weights.
  'POST /v1/sites/:id/routing/replay': [...leads, 'auditor'],

  'GET /v1/retention': [...admins, 'auditor'],
  'PATCH /v1/retention': admins,
  'GET /v1/audit': [...leads, 'auditor'],
  'GET /v1/audit.csv': [...leads, 'auditor'],
  'GET /v1/audit/decisions': [...leads, 'auditor'],
  'GET /v1/first-steps': admins,
  'POST /v1/first-steps/dismiss': admins,
  'POST /v1/samples': admins,
  'DELETE /v1/samples': admins,

  'POST /v1/validate': members,

  'POST /v1/help-requests': ['visitor'],
  'GET /v1/help-requests/:id': ['visitor'],
  'DELETE /v1/help-requests/:id': ['visitor'],
  'GET /v1/help-requests/:id/appointment.ics': ['visitor'],
  'GET /v1/slots': ['site'],
  'GET /v1/appointments': helpers,
  'POST /v1/appointments/:id/decline': helpers,
  'POST /v1/help-requests/:id/email': ['visitor'],
  'DELETE /v1/help-requests/:id/email': ['visitor'],
  // Whoever has the link of a letter.
  'POST /v1/thread-links': anybody,
  'POST /v1/thread-links/verify': anybody,
  'POST /v1/thread-links/stop': anybody,
  'GET /v1/queue': helpers,
  'GET /v1/queue/outlook': helpers,
  'POST /v1/queue/:id/take': helpers,
  'GET /v1/triage/domains': helpers,

  'GET /v1/experts': [...leads, 'auditor'],
  'GET /v1/experts/me': helpers,
  'PUT /v1/experts/me': helpers,
  'POST /v1/experts/me/preview': helpers,
  'GET /v1/experts/me/fairness': helpers,
  'GET /v1/experts/me/blocks': helpers,
  'DELETE /v1/experts/me/blocks/:id': helpers,
  'POST /v1/experts/rank': leads,

  'GET /v1/conversations': participants,
  'GET /v1/conversations/:id': participants,
  'GET /v1/conversations/:id/messages': participants,
  'POST /v1/conversations/:id/messages': participants,
  'POST /v1/conversations/:id/attachments': participants,
  'POST /v1/conversations/:id/solution': helpers,
  'POST /v1/conversations/:id/resolve': participants,
  'POST /v1/conversations/:id/rating': ['visitor'],
  'POST /v1/conversations/:id/close': participants,
  'POST /v1/conversations/:id/return': participants,
  'PUT /v1/conversations/:id/block': participants,
  'DELETE /v1/conversations/:id/block': participants,
  'GET /v1/conversations/:id/colleagues': helpers,
  'POST /v1/conversations/:id/invite': helpers,
  'POST /v1/conversations/:id/transfer': helpers,
  'POST /v1/handovers/:id/accept': helpers,
  'POST /v1/handovers/:id/decline': helpers,
  'DELETE /v1/handovers/:id': helpers,
  'GET /v1/conversations/:id/notes': helpers,
  'POST /v1/conversations/:id/notes': helpers,
  'GET /v1/conversations/:id/earlier': helpers,
  'PUT /v1/conversations/:id/triage': helpers,

  'GET /v1/replies': helpers,
  'POST /v1/replies': helpers,
  'PUT /v1/replies/:id': helpers,
  'DELETE /v1/replies/:id': helpers,
  'GET /v1/attachments/:id': participants,

  'GET /v1/push': helpers,
  'PUT /v1/push': helpers,
  'DELETE /v1/push': helpers,

  'GET /v1/rewards': helpers,
  'GET /v1/rewards/awards/:id': helpers,
  'GET /v1/rewards/ledger': members,
  'GET /v1/rewards/policy': members,
  'GET /v1/rewards/verify': members,

  'GET /v1/articles': members,
  'POST /v1/articles': helpers,
  'GET /v1/articles/:id': members,
  'GET /v1/articles/:id/versions': members,
  'PUT /v1/articles/:id': helpers,
  'POST /v1/articles/:id/publish': helpers,
  'POST /v1/articles/:id/reject': helpers,
  'GET /v1/articles/search': ['site'],
  'GET /v1/articles/suggestions': helpers,
  // It quotes requests of people whose conversations the others may not read.
  'GET /v1/articles/gaps': leads,
  'GET /v1/articles/:id/published': ['site'],
  'POST /v1/articles/:id/feedback': ['visitor'],

  'GET /v1/insights/help': [...leads, 'auditor'],
  'GET /v1/insights/issues': [...leads, 'auditor'],
  'GET /v1/insights/struggles': [...leads, 'auditor'],
  'GET /v1/insights/offers': [...leads, 'auditor'],
  'GET /v1/insights/ranking': [...leads, 'auditor'],

  'GET /v1/ice-servers': participants,

  'GET /v1/live': anybody,
  'POST /v1/live/sessions': anybody,
  'POST /v1/live/sessions/:id/frames': anybody,
  'GET /v1/live/sessions/:id/frames': anybody,
  'DELETE /v1/live/sessions/:id': anybody,
} as const satisfies Record<string, Access>;

export type RouteKey = keyof typeof routeAccess;

/** Frames a client may send. The socket itself is open to anybody; `hello` decides who is speaking. */
export const frameAccess = {
  hello: anybody,
  join: participants,
  message: participants,
  read: participants,
  typing: participants,
  presence: participants,
  'call.state': participants,
  'call.signal': participants,
  'assignment.accept': helpers,
  'assignment.decline': helpers,
  availability: helpers,
} as const satisfies Record<string, Access>;

export type ClientFrameName = keyof typeof frameAccess;

/** Areas of the console in their order, with who sees them. */
export const consoleAreas = {
  queue: helpers,
  conversations: helpers,
  knowledge: members,
  insights: [...leads, 'auditor'],
  rewards: helpers,
  profile: helpers,
  settings: [...leads, 'auditor'],
} as const satisfies Record<string, readonly MemberRole[]>;

export type ConsoleArea = keyof typeof consoleAreas;

/** True when a caller of this role passes this row of the table. */
export const allows = (access: Access, role: Role | 'site' | 'anybody'): boolean =>
  access.includes('anybody') || access.includes(role);
