// Every page of the console, in the order of the navigation: one line each.
import { page as log } from './log.js';
import { page as entry } from './entry.js';
import { page as search } from './search.js';
import { page as reports } from './reports.js';
import { page as border } from './border.js';
import { page as policy } from './policy.js';
import { page as account } from './account.js';

export const pages = [
  log,
  entry,
  search,
  reports,
  border,
  policy,
  account,
];
