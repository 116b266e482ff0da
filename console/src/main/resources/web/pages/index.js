// Every page of the console, in the order of the navigation: one line each.
import { page as account } from './account.js';

export const pages = [
  account,
];
