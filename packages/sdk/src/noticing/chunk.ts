// The part of its own that notices: what `importNoticing` brings.
export { noticeInPlaces as startNoticing } from './places.ts';
