/** Articles to look at, as the help of almost any app could have them. Whoever begins throws them away again. */
export const sampleArticles: readonly { title: string; body: string }[] = [
  {
    title: 'Sample: I forgot my password',
    body: '1. Press **Forgot password** under the form.\n2. Open the letter that we send, and follow its link within an hour.\n3. Choose a new password of ten characters or more.\n\nNo letter? Look in the folder for spam first.',
  },
  {
    title: 'Sample: The page stays empty after signing in',
    body: 'An extension of the browser often keeps the page from loading.\n\n1. Open a private window and sign in there.\n2. If it works, switch extensions off one by one.\n3. If it stays empty there too, ask us for a person.',
  },
  {
    title: 'Sample: Saving says “Something went wrong”',
    body: 'What you typed is still on the screen.\n\n- Wait a minute and press **Save** once more.\n- Copy long texts before you reload.\n- If it goes on, ask for a person: we see what the page noticed.',
  },
  {
    title: 'Sample: Invite somebody to your team',
    body: '1. Open **Settings**, then **Team**.\n2. Write their address and choose what they may do.\n3. They get a letter with a link that works once.',
  },
  {
    title: 'Sample: Change the language',
    body: 'Open your profile and choose **Language**. Dates and numbers follow the language too. Letters that were sent before stay as they were.',
  },
  {
    title: 'Sample: Download your data as a spreadsheet',
    body: 'Press **Export** above the list. The file opens in any spreadsheet; dates are in the form 2026-03-02, so that they sort.',
  },
  {
    title: 'Sample: Pay by invoice instead of by card',
    body: 'For yearly plans we send an invoice. Open **Billing**, press **Pay by invoice**, and give the address that should stand on it.',
  },
  {
    title: 'Sample: The app is slow',
    body: '1. Close tabs that show the same list: each of them keeps it up to date.\n2. Choose a shorter time span above long tables.\n3. Tell us when and where it was slow: we can look it up.',
  },
  {
    title: 'Sample: Files that can be attached',
    body: 'Pictures, PDF and text up to 10 MB each. Larger ones are better shared by a link. What could run as a program is refused.',
  },
  {
    title: 'Sample: Turn notifications off',
    body: 'Open your profile, then **Notifications**. You can choose for each kind whether it comes by mail, in the app, or not at all.',
  },
  {
    title: 'Sample: Use it with the keyboard alone',
    body: '- **Tab** goes on and **Shift + Tab** goes back.\n- **Enter** presses what has the frame around it.\n- **Escape** closes what lies on top.',
  },
  {
    title: 'Sample: Delete your account',
    body: 'Open your profile and press **Delete account**. Everything of yours is gone after 30 days; until then you can sign in and take it back.',
  },
];

/** A conversation to look at: who says what, how many seconds after the first word. */
export const sampleTalk = {
  text: 'I cannot save the address of a new customer.',
  page: '/customers/new',
  topic: 'Sample',
  lines: [
    {
      from: 'member',
      afterS: 40,
      text: 'Hello, I see that Save answered with an error twice. Which country is the customer in?',
    },
    { from: 'visitor', afterS: 75, text: 'Portugal. The postcode is 4050-253.' },
    {
      from: 'member',
      afterS: 130,
      text: 'Thank you. The tax number needs its letters in front: PT501234567, without spaces.',
    },
    { from: 'visitor', afterS: 190, text: 'That was it, it is saved now. Thank you.' },
  ],
} as const;
