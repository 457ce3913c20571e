/** Two soft notes, in hertz: a fifth, as a doorbell far away. */
const notes = [587.33, 880] as const;
/** Much quieter than speech. */
const loudness = 0.06;
const noteSeconds = 0.18;
const fadeSeconds = 0.5;
/** How long a browser may take to let it be heard, in milliseconds; later it would say something that is no longer so. */
const longestWaitMs = 500;

let context: AudioContext | null = null;

/**
 * Two soft notes, made here: no file is fetched. Browsers let a page be heard only after somebody pressed something in it;
 * before that nothing is heard, and nothing comes late.
 */
export async function chime(): Promise<void> {
  if (!('AudioContext' in globalThis)) return;
  const audio = (context ??= new AudioContext());
  // A browser that refuses never answers.
  const waited = new Promise((resolve) => setTimeout(resolve, longestWaitMs));
  await Promise.race([audio.resume(), waited]);
  if (audio.state !== 'running') return;
  notes.forEach((frequency, index) => play(audio, frequency, audio.currentTime + index * noteSeconds));
}

/** The same once, however many tabs of the console are open. */
export async function chimeOnce(name: string): Promise<void> {
  if (!('locks' in navigator)) return chime();
  await navigator.locks.request(`harmony-sound:${name}`, { ifAvailable: true }, async (lock) => {
    if (lock === null) return;
    await chime();
    await new Promise((resolve) => setTimeout(resolve, 5_000));
  });
}

function play(audio: AudioContext, frequency: number, at: number): void {
  const [tone, volume] = [audio.createOscillator(), audio.createGain()];
  tone.frequency.value = frequency;
  volume.gain.setValueAtTime(0, at);
  volume.gain.linearRampToValueAtTime(loudness, at + 0.02);
  volume.gain.exponentialRampToValueAtTime(0.0001, at + fadeSeconds);
  tone.connect(volume).connect(audio.destination);
  tone.start(at);
  tone.stop(at + fadeSeconds);
}
