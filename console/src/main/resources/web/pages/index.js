// Every page of the console, in the order of the navigation: one line each.
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
  account,
];
