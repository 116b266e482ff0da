// Every page of the console, in the order of the navigation: one line each.
import { page as log } from './log.js';
import { page as entry } from './entry.js';
import { page as search } from './search.js';
import { page as reports } from './reports.js';
import { page as border } from './border.js';
import { page as policy } from './policy.js';
import { page as access } from './access.js';
import { page as account } from './account.js';
import { page as erasure } from './erasure.js';
import { page as fleet } from './fleet.js';
import { page as incidents } from './incidents.js';
import { page as quarantine } from './quarantine.js';
import { page as vehicle } from './vehicle.js';

export const pages = [
  fleet,
  vehicle,
  incidents,
  quarantine,
  erasure,
  log,
  entry,
  search,
  reports,
  border,
  policy,
  access,
  account,
];
