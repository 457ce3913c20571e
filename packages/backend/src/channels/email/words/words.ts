/** What letters and the page behind their links say, in one language. */
export interface Words {
  letter: {
    /** Whom a letter is from. */
    from(name: string, site: string): string;
    /** Of a letter whose request has no words. */
    subject(site: string): string;
    verifySubject(site: string): string;
    /** Before the link, and after it. */
    verify(site: string): string;
    verifyAfter: string;
    wrote(name: string): string;
    file(fileName: string): string;
    proposed(name: string): string;
    link: string;
    canReply: string;
    cannotReply: string;
    small: string;
  };
  page: {
    title: string;
    wait: string;
    /** Beside the address and the site's name, which stand on lines of their own. */
    question: string;
    address: string;
    site: string;
    yes: string;
    no: string;
    opens: string;
    stop: string;
    stopped: string;
    expired: string;
    unknown: string;
    storage: string;
    failed: string;
    script: string;
  };
}
