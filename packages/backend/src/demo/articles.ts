/** An article of the demo, with the address of whoever wrote it. */
export interface DemoArticle {
  title: string;
  /** Markdown. */
  body: string;
  /** E-mail of one of the demo's experts. */
  author: string;
}

const ada = 'ada@demo.test';
const grace = 'grace@demo.test';
const linus = 'linus@demo.test';

/**
 * What Fernbill's help knows on the first day. None of it is bound to a problem that the page notices by itself: the first of
 * those is found, solved and written down by whoever tries the demo.
 */
export const demoArticles: readonly DemoArticle[] = [
  {
    author: ada,
    title: 'Send invoice answers “Something went wrong”',
    body: `Fernbill could not hand the invoice to the mail server. **Nothing was sent**, and your customer got no e-mail.

1. Look at the list under *Invoices*: the invoice is still marked *Draft*.
2. Wait a minute and press **Send invoice** once more. It is never sent twice: only a draft can be sent.
3. When it fails a second time, send your customer the number and the amount by your own e-mail, and ask us for a person.`,
  },
  {
    author: grace,
    title: 'Add customer says only “Validation failed”',
    body: `The form does not say which field it minds. Go through them in this order:

1. **Name**: not empty.
2. **Tax number**: with the letters of its country in front, and without spaces, such as *PT501234567*.
3. **E-mail for invoices**: one address, without a name beside it.
4. **Postcode**: as it is written on a letter, such as *4050-253*.

When all four are right and it still fails, the fault is on our side: ask for a person.`,
  },
  {
    author: linus,
    title: 'The list of customers takes seconds to appear',
    body: `*Loading customers…* stands there for two or three seconds because the page reads every customer before it shows the first.

- Nothing is broken, and reloading makes you wait again.
- You can fill in **New customer** below while the list is still loading.
- To see what one customer owes, look at *Invoices*: names and amounts are there at once.`,
  },
  {
    author: linus,
    title: 'Get your invoices into a spreadsheet while Export does nothing',
    body: `The button **Export** has no effect today. Until it has:

1. Open *Invoices* and select the table with the mouse, from *Number* to the last *State*.
2. Copy it.
3. Paste it into an empty sheet. Each column arrives in a column of its own.

Amounts come with the euro sign. Tell the spreadsheet that the column holds a currency, and sums work.`,
  },
  {
    author: ada,
    title: 'What Draft, Sent and Paid mean',
    body: `| state | what it means | what you can do |
| --- | --- | --- |
| Draft | only you can see it | change everything, send it |
| Sent | your customer has it | wait, or write a reminder |
| Paid | the money has arrived | nothing more |

An invoice becomes *Paid* when the transfer carries its number. Without the number somebody has to match it by hand, which takes a working day.`,
  },
  {
    author: ada,
    title: 'A customer was charged twice for one invoice',
    body: `1. Look whether both payments carry the **same invoice number**. Two numbers are two invoices.
2. If it is the same, do not refund by hand: ask us for a person, and say the number and both dates.
3. We check with the bank whether the second payment was settled or only reserved. A reservation disappears by itself within five days.

Your customer gets the same amount back, to the account that it came from.`,
  },
  {
    author: ada,
    title: 'Which of the three rates of IVA is right',
    body: `- **23 %** is the ordinary rate: most services and goods.
- **13 %** is the intermediate one: meals, wine, tickets for concerts.
- **6 %** is the reduced one: food, books, medicine, nights in a hotel.

These are the rates of mainland Portugal; Madeira and the Azores have their own. Whoever keeps your books decides in doubt, not Fernbill.`,
  },
  {
    author: grace,
    title: 'How to write amounts and dates',
    body: `**Amounts** take a comma before the cents, and a space or nothing between thousands: *1 240,00* or *1240,00*. A point is read as a separator of thousands.

**Due** is a date field: type day, month and year in the order that your browser shows, or press the small calendar.`,
  },
  {
    author: grace,
    title: 'Write a note that your customer sees',
    body: `What you write under **Note to the customer** stands at the foot of the invoice, in the letter and in the PDF.

- Three lines fit. Longer notes go on to a second page.
- Links are printed as text: shorten them.
- What is meant for you alone does not belong there. There is no private note yet.`,
  },
  {
    author: grace,
    title: 'Use Fernbill with the keyboard alone',
    body: `- **Tab** goes on, **Shift + Tab** goes back. The first stop of each page is *Skip to the content*.
- In a list of choices the arrow keys choose; **Enter** presses the button that has the frame around it.
- On a page where the frame gets lost, press **Tab** once more: it has been on something that was just removed.`,
  },
  {
    author: linus,
    title: 'Fernbill looks old or broken after an update',
    body: `Your browser keeps parts of the page. After an update, old and new parts can meet.

1. Reload without the cache: **Ctrl + Shift + R**, on a Mac **⌘ + Shift + R**.
2. Open the page in a private window. If it is right there, an extension is in the way: switch off blockers for this site.
3. Still wrong? Tell us the browser and its version. Fernbill supports the last two versions of Chrome, Firefox, Safari and Edge.`,
  },
  {
    author: linus,
    title: 'The table of invoices is cut off on a phone',
    body: `Five columns do not fit beside each other on a narrow screen. **Swipe the table sideways**: amount and state stand on the right.

Turning the phone shows all five at once. Tapping a number opens the invoice, where everything stands below each other.`,
  },
];
