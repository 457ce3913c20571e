/**
 * Fernbill, a small invoicing app that stands for any customer's product. Five things in it are broken on purpose, each
 * the way real apps break: Save throws, Send invoice answers 500, the customer form never says which field is wrong,
 * Export does nothing, the list of customers is slow. It knows nothing of the help system but its public API.
 */

const euro = new Intl.NumberFormat('en-IE', { style: 'currency', currency: 'EUR' });
const day = new Intl.DateTimeFormat('en-IE', { day: 'numeric', month: 'short' });

const invoices = [
  { number: 2041, customer: 'Quinta do Vale, Lda.', due: '2026-12-24', amount: 1240, state: 'Draft' },
  { number: 2040, customer: 'Brennan & Daughters', due: '2026-12-18', amount: 318.5, state: 'Sent' },
  { number: 2039, customer: 'Atelier Nord', due: '2026-12-11', amount: 2205, state: 'Sent' },
  { number: 2038, customer: 'Kestrel Cycles', due: '2026-11-30', amount: 89.9, state: 'Paid' },
  { number: 2037, customer: 'Mori Ceramics', due: '2026-11-27', amount: 640, state: 'Paid' },
];

const pages = { invoices: showInvoices, invoice: editInvoice, customers: showCustomers };
for (const [id, show] of Object.entries(pages)) {
  const root = document.getElementById(id);
  if (root) void show(root);
}
document.getElementById('start-over')?.addEventListener('click', forgetVisitor);

function showInvoices(body) {
  body.append(
    ...invoices.map((invoice) => {
      const row = document.createElement('tr');
      const link = Object.assign(document.createElement('a'), {
        href: `/demo/invoice.html?number=${invoice.number}`,
        textContent: String(invoice.number),
      });
      const cells = [
        link,
        invoice.customer,
        day.format(new Date(invoice.due)),
        euro.format(invoice.amount),
        invoice.state,
      ];
      for (const [index, content] of cells.entries()) {
        const cell = document.createElement('td');
        if (index === 3) cell.className = 'n';
        cell.append(content);
        row.append(cell);
      }
      return row;
    }),
  );
  // Defect: Export looks like a button and has no handler at all.
}

function editInvoice(form) {
  const number = new URLSearchParams(location.search).get('number');
  if (number && /^\d{1,6}$/.test(number)) document.getElementById('number').textContent = number;
  const said = document.getElementById('said');

  document.getElementById('save').addEventListener('click', () => {
    const rates = { 'IVA 13 %': { code: 'IVA13-2026' }, 'IVA 6 %': { code: 'IVA6-2026' } };
    // Defect: the rate this invoice was made with is retired, so there is no row to read the code from.
    said.textContent = `Saved with ${rates[form.elements.tax.value].code}`;
  });

  document.getElementById('send').addEventListener('click', async () => {
    said.textContent = 'Sending…';
    // Defect: the server answers 500 and the page says nothing that helps.
    const answer = await fetch('/demo/api/invoices/2041/send', { method: 'POST' });
    said.textContent = answer.ok ? 'Sent' : 'Something went wrong. Please try again.';
    said.classList.toggle('bad', !answer.ok);
  });
}

async function showCustomers(list) {
  document.getElementById('customer').addEventListener('submit', addCustomer);
  // Defect: the list takes seconds, and the page shows one line of text meanwhile.
  const answer = await fetch('/demo/api/customers');
  const { customers } = await answer.json();
  document.getElementById('wait').remove();
  list.append(
    ...customers.map(({ name, city }) => {
      const item = document.createElement('li');
      item.append(Object.assign(document.createElement('b'), { textContent: name }), ` ${city}`);
      return item;
    }),
  );
}

async function addCustomer(event) {
  event.preventDefault();
  const values = Object.fromEntries(new FormData(event.target));
  const answer = await fetch('/demo/api/customers', {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify(values),
  });
  // Defect: whatever is wrong, the form says only that something is.
  document.getElementById('customer-said').textContent = answer.ok ? '' : 'Validation failed.';
}

function forgetVisitor(event) {
  event.preventDefault();
  Promise.resolve(window.Harmony?.reset?.())
    .catch(() => {})
    .finally(() => location.assign('/demo/'));
}
