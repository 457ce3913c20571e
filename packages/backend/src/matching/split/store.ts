import type { Tx } from '../../platform/database/index.ts';
import type { Arm } from './split.ts';

/** By which half of a comparison a request was sent first; undefined where none was running, or it was not sent yet. */
export async function firstArm(tx: Tx, requestId: string): Promise<Arm | undefined> {
  const [row] = await tx<{ arm: Arm }[]>`
    select arm from ranking where request_id = ${requestId} and arm is not null order by at, id limit 1`;
  return row?.arm;
}

/** Whether requests of a site, or of any, are sent by two ways now. */
export async function isComparing(tx: Tx, siteId: string | undefined): Promise<boolean> {
  const [row] = await tx<{ isComparing: boolean }[]>`
    select exists (
      select from site_routing
      where organisation_id = app_organisation() and baseline_share > 0
        ${siteId === undefined ? tx`` : tx`and site_id = ${siteId}`}
    ) as is_comparing`;
  return row!.isComparing;
}
