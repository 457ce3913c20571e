declare module 'snowball-stemmers' {
  /** `newStemmer('english')`; `algorithms()` lists the names. Throws for any other. */
  const snowball: {
    newStemmer(algorithm: string): { stem(word: string): string };
    algorithms(): string[];
  };
  export default snowball;
}
