import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { readCsv } from '../../packages/backend/src/commands/eval/csv.ts';
import type { Group, Profile } from '../../packages/backend/src/commands/simulate/profile.ts';

/** Fields of a support team with what its people say of themselves, and the intents of BANKING77 that belong to it. */
const fields: readonly { statements: readonly string[]; intents: readonly string[] }[] = [
  {
    statements: ['Ordering, delivery and activation of cards', 'Which cards are accepted where'],
    intents: [
      ...['card_arrival', 'card_delivery_estimate', 'order_physical_card', 'get_physical_card', 'getting_spare_card'],
      ...['activate_my_card', 'card_linking', 'card_about_to_expire', 'card_acceptance', 'visa_or_mastercard'],
    ],
  },
  {
    statements: ['Lost, stolen and blocked cards', 'PIN, passcode and phones'],
    intents: [
      ...['lost_or_stolen_card', 'lost_or_stolen_phone', 'compromised_card', 'card_swallowed', 'pin_blocked'],
      ...['change_pin', 'passcode_forgotten', 'card_not_working', 'contactless_not_working'],
    ],
  },
  {
    statements: ['Virtual and disposable cards', 'Paying with a phone: Apple Pay, Google Pay'],
    intents: [
      ...['getting_virtual_card', 'get_disposable_virtual_card', 'disposable_card_limits', 'virtual_card_not_working'],
      'apple_pay_or_google_pay',
    ],
  },
  {
    statements: ['Card payments: declined, pending, charged twice', 'Refunds and unknown charges on a statement'],
    intents: [
      ...['card_payment_fee_charged', 'card_payment_not_recognised', 'card_payment_wrong_exchange_rate'],
      ...['declined_card_payment', 'pending_card_payment', 'reverted_card_payment?', 'transaction_charged_twice'],
      ...[
        'extra_charge_on_statement',
        'request_refund',
        'Refund_not_showing_up',
        'direct_debit_payment_not_recognised',
      ],
    ],
  },
  {
    statements: ['Cash withdrawals at a machine: fees, rates, declined', 'Machines that give the wrong amount'],
    intents: [
      ...['atm_support', 'cash_withdrawal_charge', 'cash_withdrawal_not_recognised', 'declined_cash_withdrawal'],
      ...['pending_cash_withdrawal', 'wrong_amount_of_cash_received', 'wrong_exchange_rate_for_cash_withdrawal'],
    ],
  },
  {
    statements: ['Topping up by card, transfer, cash or cheque', 'Top-ups that fail, wait or come back'],
    intents: [
      ...['automatic_top_up', 'pending_top_up', 'top_up_by_bank_transfer_charge', 'top_up_by_card_charge'],
      ...['top_up_by_cash_or_cheque', 'top_up_failed', 'top_up_limits', 'top_up_reverted', 'topping_up_by_card'],
      ...['verify_top_up', 'balance_not_updated_after_cheque_or_cash_deposit'],
    ],
  },
  {
    statements: ['Transfers: fees, timing, failed and cancelled', 'Money that has not arrived'],
    intents: [
      ...['beneficiary_not_allowed', 'cancel_transfer', 'declined_transfer', 'failed_transfer', 'pending_transfer'],
      ...['receiving_money', 'transfer_fee_charged', 'transfer_into_account', 'transfer_not_received_by_recipient'],
      ...['transfer_timing', 'balance_not_updated_after_bank_transfer'],
    ],
  },
  {
    statements: ['Identity checks and personal details', 'Currencies, countries and exchange rates'],
    intents: [
      ...['age_limit', 'country_support', 'edit_personal_details', 'terminate_account', 'unable_to_verify_identity'],
      ...['verify_my_identity', 'verify_source_of_funds', 'why_verify_identity', 'exchange_charge', 'exchange_rate'],
      ...['exchange_via_app', 'fiat_currency_support', 'supported_cards_and_currencies'],
    ],
  },
];

/** A profile whose people ask what people have really asked, and what its experts solved before. */
export interface RealDay {
  profile: Profile;
  /** By group: questions that nobody asks on that day, in nobody's words of that day. */
  before: ReadonlyMap<string, readonly string[]>;
}

/**
 * The same people, hours and conduct, with real questions in the profile's fields, in their order. A profile's own texts are a few sentences
 * with other words in them: then everybody has solved each problem before, word for word, which nobody has.
 *
 * @param folder with `train.csv` and `test.csv` of BANKING77 (`text,category`)
 * @returns null where the data are not there
 */
export const withRealQuestions = async (profile: Profile, folder: string): Promise<RealDay | null> => {
  const read = (name: string) => readFile(join(folder, name), 'utf8').then((text) => readCsv(text).slice(1));
  const files = await Promise.all([read('train.csv'), read('test.csv')]).catch(() => null);
  if (files === null) return null;
  const [train, test] = files;
  const textsOf = (rows: readonly string[][], intents: readonly string[]): string[] =>
    rows.filter(([, intent]) => intents.includes(intent!)).map(([text]) => text!.trim());
  const { kinds } = profile.visitors;
  const before = new Map<string, readonly string[]>();
  const statementsOf = new Map<string, string[]>();
  const real = kinds.map((kind, index) => {
    const { statements, intents } = fields[index % fields.length]!;
    for (const group of kind.groups) {
      statementsOf.set(group, [...statements]);
      before.set(
        group,
        textsOf(train, intents).filter((_, at) => at % 2 === 0),
      );
    }
    const asked = [...textsOf(test, intents), ...textsOf(train, intents).filter((_, at) => at % 2 === 1)];
    return { share: kind.share, groups: kind.groups, texts: asked };
  });
  const experts = profile.experts.map((group): Group => ({
    ...group,
    statements: statementsOf.get(group.group) ?? group.statements,
  }));
  return { profile: { ...profile, experts, visitors: { ...profile.visitors, kinds: real } }, before };
};
