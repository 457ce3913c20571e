import Type, { type Static } from 'typebox';
import { Id, LanguageTag, Timestamp } from '../common.ts';
import { RequestState } from './help-requests.ts';

/** `GET /v1/slots`: when somebody can be booked, earliest first. Times alone: who it is, is told to whoever has booked. */
export const SlotList = Type.Object({
  /** How long each is, in milliseconds. */
  lengthMs: Type.Integer({ minimum: 1 }),
  items: Type.Array(Timestamp),
});
export type SlotList = Static<typeof SlotList>;

/** What a member is booked for, with the person's words. */
export const OwnAppointment = Type.Object({
  id: Id,
  requestId: Id,
  at: Timestamp,
  endsAt: Timestamp,
  text: Type.String(),
  /** What the page said that it is about; null when it said nothing. */
  topic: Type.Union([Type.String(), Type.Null()]),
  language: LanguageTag,
  visitorName: Type.Union([Type.String(), Type.Null()]),
  /** Of the request: `queued` once the slot is near. */
  state: RequestState,
});
export type OwnAppointment = Static<typeof OwnAppointment>;
/** `GET /v1/appointments`: what is not over yet, earliest first. */
export const OwnAppointments = Type.Object({ items: Type.Array(OwnAppointment) });
export type OwnAppointments = Static<typeof OwnAppointments>;

/** `POST /v1/appointments/:id/decline`: somebody else is looked for. The reason is for those who lead. */
export const DeclineAppointment = Type.Object(
  { reason: Type.Optional(Type.String({ maxLength: 500 })) },
  { additionalProperties: false },
);
